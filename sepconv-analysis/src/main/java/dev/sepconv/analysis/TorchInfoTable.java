package dev.sepconv.analysis;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The table that `torchinfo` 1.8.0 prints, byte for byte, with its ways of counting: mult-adds of
/// a convolution are its parameters, bias too, at every output position; those of anything else its
/// parameters once per sample.
public final class TorchInfoTable {
  /// A column by torchinfo's name.
  public enum Column {
    /// Shape of the first input.
    INPUT_SIZE("Input Shape"),
    /// Shape of the first output.
    OUTPUT_SIZE("Output Shape"),
    /// Parameters.
    NUM_PARAMS("Param #"),
    /// The share of all parameters.
    PARAMS_PERCENT("Param %"),
    /// The kernel of a convolution or pool.
    KERNEL_SIZE("Kernel Shape"),
    /// Multiply-adds as torchinfo counts them.
    MULT_ADDS("Mult-Adds"),
    /// Whether parameters are trained.
    TRAINABLE("Trainable");

    private final String title;

    Column(String title) {
      this.title = title;
    }

    /// @param name torchinfo's name, such as `output_size`
    /// @return the column
    /// @throws InvalidInputException if there is none
    public static Column of(String name) {
      for (Column c : values()) {
        if (c.toString().equals(name.strip())) {
          return c;
        }
      }
      throw new InvalidInputException(
          "there is no column '" + name + "'; the columns are " + List.of(values()));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The columns that torchinfo shows when none are named.
  public static final List<Column> DEFAULT_COLUMNS = List.of(Column.OUTPUT_SIZE, Column.NUM_PARAMS);

  /// The depth that torchinfo shows when none is given.
  public static final int DEFAULT_DEPTH = 3;

  private static final int COLUMN_WIDTH = 25;
  private static final int ALIGN = 5;
  private static final int MIN_NAME_WIDTH = 40;

  private final ModuleCalls calls;
  private final List<Column> columns;
  private final int maxDepth;
  private final List<TorchInfoRow> rows;

  private TorchInfoTable(Graph graph, List<Column> columns, int maxDepth) {
    calls = new ModuleCalls(graph);
    this.columns = columns;
    this.maxDepth = maxDepth;
    rows = collect();
  }

  /// @param network the network
  /// @param columns the columns, in order
  /// @param depth how many levels of modules are shown below the root
  /// @return the table, ending in a line break
  /// @throws InvalidInputException if an input's size other than the batch is not known
  public static String render(Graph network, List<Column> columns, int depth) {
    return new TorchInfoTable(BoundInputs.of(network).graph(), columns, depth).print();
  }

  /// @param graph a network whose inputs are fully known
  /// @return what torchinfo calls total mult-adds
  static long multAdds(Graph graph) {
    return new TorchInfoTable(graph, List.of(), 0)
        .rows.stream()
            .filter(TorchInfoRow::leaf)
            .mapToLong(TorchInfoRow::multAdds)
            .reduce(0, Math::addExact);
  }

  private List<TorchInfoRow> collect() {
    Map<String, Place> places = new HashMap<>();
    place(calls.root(), 0, List.of(), places);
    List<TorchInfoRow> list = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Map<Integer, String> current = new HashMap<>();
    Map<Integer, Integer> count = new HashMap<>();
    for (int i = 0; i < calls.calls().size(); i++) {
      ModuleTrace.Call call = calls.calls().get(i);
      Place p = places.getOrDefault(call.module().path(), new Place(1, List.of(calls.root())));
      // Containers that are never called themselves (ModuleList) come before their first child.
      for (int d = 1; d < p.depth; d++) {
        ModuleTrace.Module above = p.above.get(d);
        if (!above.path().equals(current.get(d))) {
          list.add(row(above, d, -1, seen, count));
          enter(current, d, above.path());
        }
      }
      list.add(row(call.module(), p.depth, i, seen, count));
      enter(current, p.depth, call.module().path());
    }
    for (int i = 0; i < list.size(); i++) {
      list.get(i).setBelow(below(list, i));
    }
    return list;
  }

  private static void enter(Map<Integer, String> current, int depth, String path) {
    current.put(depth, path);
    current.keySet().removeIf(d -> d > depth);
  }

  private static List<TorchInfoRow> below(List<TorchInfoRow> list, int i) {
    int end = i + 1;
    while (end < list.size() && list.get(end).depth() > list.get(i).depth()) {
      end++;
    }
    return list.subList(i + 1, end);
  }

  /// Where a module hangs: its depth and the modules above it, the root first.
  private record Place(int depth, List<ModuleTrace.Module> above) {}

  private static void place(
      ModuleTrace.Module m, int depth, List<ModuleTrace.Module> above, Map<String, Place> places) {
    places.putIfAbsent(m.path(), new Place(depth, above));
    List<ModuleTrace.Module> next = new ArrayList<>(above);
    next.add(m);
    m.children().forEach(child -> place(child, depth + 1, List.copyOf(next), places));
  }

  private TorchInfoRow row(
      ModuleTrace.Module m, int depth, int call, Set<String> seen, Map<Integer, Integer> count) {
    boolean recursive = !seen.add(m.path());
    int index = count.merge(depth, 1, Integer::sum);
    String title = depth == 0 ? m.type() : m.type() + ": " + depth + "-" + index;
    List<TensorType> in = call < 0 ? List.of() : calls.types(calls.calls().get(call).inputs());
    List<TensorType> out = call < 0 ? List.of() : calls.types(calls.calls().get(call).outputs());
    long params = calls.allParameters(m).stream().mapToLong(Constant::elements).sum();
    return new TorchInfoRow(
        title,
        depth,
        m.children().isEmpty(),
        recursive,
        in,
        out,
        call < 0 ? "" : calls.kernelSize(call),
        params,
        out.isEmpty() ? 0 : multAdds(m, out.get(0)));
  }

  private long multAdds(ModuleTrace.Module m, TensorType out) {
    long sum = 0;
    Set<String> own = Set.copyOf(m.constants());
    for (Constant c : calls.allParameters(m)) {
      long per;
      if (own.contains(c.name()) && calls.isWeightOrBias(c)) {
        per =
            product(out, 0, 1)
                * (m.type().contains("Conv") ? product(out, 2, out.dims().size()) : 1);
      } else {
        per = calls.namesWeightOrBias(c) ? product(out, 0, 2) : 0;
      }
      sum = Math.addExact(sum, Math.multiplyExact(per, c.elements()));
    }
    return sum;
  }

  private static long product(TensorType t, int from, int to) {
    long p = 1;
    for (int i = from; i < Math.min(to, t.dims().size()); i++) {
      Dim d = t.dims().get(i);
      p = Math.multiplyExact(p, d.isKnown() ? d.value() : 0);
    }
    return p;
  }

  private String print() {
    long multAdds = 0;
    long outputBytes = 0;
    long params = 0;
    long paramBytes = 0;
    for (TorchInfoRow r : rows) {
      if (r.leaf()) {
        multAdds = Math.addExact(multAdds, r.multAdds());
        outputBytes += r.params() > 0 ? 2 * r.outputBytes() : 0;
      }
      if (!r.recursive()) {
        params += Math.max(r.leaf() ? r.params() : r.leftover(), 0);
        paramBytes += r.leaf() ? 4 * r.params() : 0;
      }
    }
    int nameWidth = nameWidth();
    String divider = "=".repeat(columns.size() * COLUMN_WIDTH + nameWidth) + "\n";
    StringBuilder b = new StringBuilder(divider);
    b.append(
        line("Layer (type:depth-idx)", columns.stream().map(c -> c.title).toList(), nameWidth));
    b.append(divider);
    for (TorchInfoRow r : rows) {
      if (r.depth() <= maxDepth) {
        boolean limit = r.depth() == maxDepth;
        long all = params;
        b.append(
            line(
                r.prefix() + r.title(),
                columns.stream().map(c -> r.value(c, limit, all)).toList(),
                nameWidth));
      }
    }
    Graph graph = calls.graph();
    long inputBytes = graph.inputs().stream().mapToLong(in -> Liveness.bytes(graph.type(in))).sum();
    return b.append(divider)
        .append("Total params: " + Numbers.thousands(params) + "\n")
        .append("Trainable params: " + Numbers.thousands(params) + "\n")
        .append("Non-trainable params: 0\n")
        .append("Total mult-adds " + readable(multAdds) + "\n")
        .append(divider)
        .append("Input size (MB): " + megabytes(inputBytes) + "\n")
        .append("Forward/backward pass size (MB): " + megabytes(outputBytes) + "\n")
        .append("Params size (MB): " + megabytes(paramBytes) + "\n")
        .append(
            "Estimated Total Size (MB): " + megabytes(inputBytes + outputBytes + paramBytes) + "\n")
        .append(divider)
        .toString();
  }

  private int nameWidth() {
    int longest =
        rows.stream()
            .mapToInt(r -> Numbers.length(r.title()) + r.depth() * ALIGN + 1)
            .max()
            .orElse(0);
    return longest >= MIN_NAME_WIDTH ? Math.ceilDiv(longest, ALIGN) * ALIGN : MIN_NAME_WIDTH;
  }

  private static String line(String name, List<String> values, int nameWidth) {
    StringBuilder b = new StringBuilder(Numbers.right(name, nameWidth)).append(' ');
    values.forEach(v -> b.append(Numbers.right(v, COLUMN_WIDTH)).append(' '));
    return b.toString().stripTrailing() + "\n";
  }

  private static String megabytes(long bytes) {
    return Numbers.fixed(bytes / 1e6, 2);
  }

  private static String readable(long n) {
    double scaled = n >= 1_000_000_000_000L ? n / 1e12 : n >= 1_000_000_000 ? n / 1e9 : n / 1e6;
    String unit = n >= 1_000_000_000_000L ? "T" : n >= 1_000_000_000 ? "G" : "M";
    boolean whole = scaled == Math.rint(scaled);
    String text = Numbers.fixed(scaled, whole ? 0 : 2);
    int point = text.indexOf('.');
    String integer = point < 0 ? text : text.substring(0, point);
    return "("
        + unit
        + "): "
        + Numbers.thousands(Long.parseLong(integer))
        + (point < 0 ? "" : text.substring(point));
  }
}
