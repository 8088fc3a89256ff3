package dev.sepconv.analysis;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The table that `torchsummary` 1.5.1 prints, byte for byte, with its ways of counting: every
/// module but plain containers and the root, in the order in which calls finish; parameters again
/// for every call; sizes in MB of 1024² with float32 elements, activations twice.
public final class TorchSummaryTable {
  private static final Set<String> CONTAINERS = Set.of("Sequential", "ModuleList");
  private static final String DASHES = "-".repeat(64) + "\n";
  private static final String EQUALS = "=".repeat(64) + "\n";

  private TorchSummaryTable() {}

  /// @param network the network
  /// @return the table, ending in a line break
  /// @throws InvalidInputException if an input's size other than the batch is not known
  public static String render(Graph network) {
    Graph graph = BoundInputs.of(network).graph();
    ModuleCalls calls = new ModuleCalls(graph);
    List<ModuleTrace.Call> rows = new ArrayList<>();
    for (ModuleTrace.Call c : calls.calls()) {
      ModuleTrace.Module m = c.module();
      if (c.parent() >= 0 && !m.container() && !CONTAINERS.contains(m.type())) {
        rows.add(c);
      }
    }
    rows.sort(Comparator.comparingInt(ModuleTrace.Call::finished));

    StringBuilder b = new StringBuilder(DASHES);
    b.append(row("Layer (type)", "Output Shape", "Param #")).append(EQUALS);
    long params = 0;
    long outputs = 0;
    for (int i = 0; i < rows.size(); i++) {
      ModuleTrace.Call c = rows.get(i);
      long own =
          calls.parameters(c.module()).stream()
              .filter(calls::isWeightOrBias)
              .mapToLong(Constant::elements)
              .sum();
      params = Math.addExact(params, own);
      List<TensorType> out = calls.types(c.outputs());
      outputs = Math.addExact(outputs, signedElements(out));
      b.append(row(c.module().type() + "-" + (i + 1), shapes(out), Numbers.thousands(own)));
    }

    double mb = 1024.0 * 1024.0;
    double input =
        graph.inputs().stream().mapToLong(in -> perSample(graph.type(in))).sum() * 4.0 / mb;
    double activations = Math.abs(2.0 * outputs * 4.0 / mb);
    double weights = params * 4.0 / mb;
    return b.append(EQUALS)
        .append("Total params: " + Numbers.thousands(params) + "\n")
        .append("Trainable params: " + Numbers.thousands(params) + "\n")
        .append("Non-trainable params: 0\n")
        .append(DASHES)
        .append("Input size (MB): " + Numbers.fixed(input, 2) + "\n")
        .append("Forward/backward pass size (MB): " + Numbers.fixed(activations, 2) + "\n")
        .append("Params size (MB): " + Numbers.fixed(weights, 2) + "\n")
        .append(
            "Estimated Total Size (MB): " + Numbers.fixed(weights + activations + input, 2) + "\n")
        .append(DASHES)
        .toString();
  }

  private static String row(String name, String shape, String params) {
    return Numbers.left(name, 20)
        + "  "
        + Numbers.left(shape, 25)
        + " "
        + Numbers.left(params, 15)
        + "\n";
  }

  private static String shapes(List<TensorType> types) {
    return types.size() == 1
        ? shape(types.get(0))
        : types.stream().map(TorchSummaryTable::shape).collect(Collectors.joining(", ", "[", "]"));
  }

  /// The batch is always -1.
  private static String shape(TensorType t) {
    if (!t.ranked() || t.dims().isEmpty()) {
      return t.ranked() ? "[]" : "[...]";
    }
    return t.dims().stream().skip(1).map(d -> ", " + d).collect(Collectors.joining("", "[-1", "]"));
  }

  /// The tool multiplies all sizes that it prints, the -1 of each batch too, and takes the absolute
  /// value of the sum at the end.
  private static long signedElements(List<TensorType> types) {
    long product = 1;
    for (TensorType t : types) {
      product = Math.multiplyExact(product, -perSample(t));
    }
    return types.isEmpty() ? 0 : product;
  }

  private static long perSample(TensorType t) {
    if (!t.isStatic()) {
      return 0;
    }
    return t.dims().stream().skip(1).mapToLong(d -> d.value()).reduce(1, Math::multiplyExact);
  }
}
