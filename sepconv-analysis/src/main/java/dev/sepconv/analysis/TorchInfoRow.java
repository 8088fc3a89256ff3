package dev.sepconv.analysis;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// One call of a module in a torchinfo table.
final class TorchInfoRow {
  private final String title;
  private final int depth;
  private final boolean leaf;
  private final boolean recursive;
  private final List<TensorType> inputs;
  private final List<TensorType> outputs;
  private final String kernel;
  private final long params;
  private final long multAdds;
  private List<TorchInfoRow> below = List.of();

  TorchInfoRow(
      String title,
      int depth,
      boolean leaf,
      boolean recursive,
      List<TensorType> inputs,
      List<TensorType> outputs,
      String kernel,
      long params,
      long multAdds) {
    this.title = title;
    this.depth = depth;
    this.leaf = leaf;
    this.recursive = recursive;
    this.inputs = inputs;
    this.outputs = outputs;
    this.kernel = kernel;
    this.params = params;
    this.multAdds = multAdds;
  }

  /// @param rows all rows below this one
  void setBelow(List<TorchInfoRow> rows) {
    below = rows;
  }

  String title() {
    return title;
  }

  int depth() {
    return depth;
  }

  boolean leaf() {
    return leaf;
  }

  /// @return whether an earlier row is the same module
  boolean recursive() {
    return recursive;
  }

  /// @return parameters of the module and all below it
  long params() {
    return params;
  }

  long multAdds() {
    return multAdds;
  }

  long outputBytes() {
    return outputs.isEmpty() ? 0 : Liveness.bytes(outputs.get(0));
  }

  String prefix() {
    return switch (depth) {
      case 0 -> "";
      case 1 -> "├─";
      default -> "│    ".repeat(depth - 1) + "└─";
    };
  }

  /// @return parameters that no row below accounts for
  long leftover() {
    long rest = params;
    for (TorchInfoRow r : below) {
      if (!r.recursive) {
        rest -= r.leaf ? r.params : r.leftover();
      }
    }
    return rest;
  }

  String value(TorchInfoTable.Column column, boolean limit, long allParams) {
    return switch (column) {
      case INPUT_SIZE -> shape(inputs);
      case OUTPUT_SIZE -> shape(outputs);
      case KERNEL_SIZE -> kernel.isEmpty() ? "--" : kernel;
      case NUM_PARAMS -> paramsText(limit);
      case PARAMS_PERCENT -> percentText(limit, allParams);
      case MULT_ADDS -> multAddsText(limit);
      case TRAINABLE -> params == 0 ? "--" : "True";
    };
  }

  private static String shape(List<TensorType> types) {
    return types.isEmpty() || types.get(0).dims().isEmpty() ? "--" : Numbers.dims(types.get(0));
  }

  private String paramsText(boolean limit) {
    if (params == 0) {
      return "--";
    }
    if (recursive) {
      return "(recursive)";
    }
    long shown = limit || leaf ? params : leftover();
    return shown > 0 ? Numbers.thousands(shown) : "--";
  }

  private String percentText(boolean limit, long allParams) {
    String none = "     --";
    if (allParams == 0) {
      return none;
    }
    if (recursive) {
      return "(recursive)";
    }
    long shown = limit || leaf ? params : leftover();
    return shown <= 0
        ? none
        : Numbers.left(Numbers.fixed((double) shown / allParams * 100, 2) + "%", 7);
  }

  private String multAddsText(boolean limit) {
    if (multAdds <= 0) {
      return "--";
    }
    if (leaf) {
      return Numbers.thousands(multAdds);
    }
    long sum = below.stream().filter(TorchInfoRow::leaf).mapToLong(TorchInfoRow::multAdds).sum();
    return limit ? Numbers.thousands(sum) : "--";
  }
}
