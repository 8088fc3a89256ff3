package dev.sepconv.cli.command;

import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Why a step is done by its kernel: what is special about its nodes, and which of them are done
/// together.
final class StepReason {
  /// What the list of kernels ends with.
  private static final String REFERENCE = "reference";

  private StepReason() {}

  /// @param step a step
  /// @return whether nothing better than the reference does it
  static boolean isReference(Plan.Step step) {
    return step.kernel().equals(REFERENCE);
  }

  /// @param step a step
  /// @param plan where it stands
  /// @param forced the provider of kernels that the user forces; empty for none
  /// @return why its kernel was chosen, in a few words
  static String of(Plan.Step step, Plan plan, String forced) {
    if (step.isReorder()) {
      boolean plain = plan.slots().get(step.outputs().getFirst()).layout() == Layout.PLAIN;
      return plain ? "its reader wants rows" : "its reader wants channels last";
    }
    Work work = step.work();
    String what = parts(work);
    if (isReference(step)) {
      return (forced.isEmpty() ? "no vector kernel: " : "only " + forced + " allowed: ") + what;
    }
    return what;
  }

  private static String parts(Work work) {
    List<String> parts = new ArrayList<>();
    for (Node n : work.nodes()) {
      parts.add(parts.isEmpty() ? layer(n, work.graph()) : following(n, work.graph()));
    }
    return String.join(" + ", parts);
  }

  /// Behind a layer, an addition of a value that changes from run to run is a shortcut's.
  private static String following(Node n, Graph graph) {
    boolean residual =
        n.op() instanceof Binary b
            && b.kind() == Binary.Kind.ADD
            && n.inputs().stream().noneMatch(i -> graph.constant(i).isPresent());
    return residual ? "residual" : layer(n, graph);
  }

  private static String layer(Node n, Graph graph) {
    return switch (n.op()) {
      case Conv c -> convolution(c, n, graph);
      case ConvTranspose c -> "transposed convolution " + window(c.window());
      case Pool p -> lower(p.type()) + " " + window(p.window());
      default -> lower(n.op().type());
    };
  }

  private static String convolution(Conv c, Node n, Graph graph) {
    var input = graph.type(n.inputs().get(0));
    boolean depthwise = c.groups() > 1 && input.ranked() && input.dim(1).is(c.groups());
    boolean point = c.window().kernel().stream().allMatch(k -> k == 1);
    if (depthwise) {
      return "depthwise " + window(c.window());
    }
    String groups = c.groups() > 1 ? c.groups() + " groups of " : "";
    if (point) {
      return groups + "pointwise" + step(c.window());
    }
    return groups
        + "convolution "
        + window(c.window())
        + (input.ranked() && input.dim(1).isKnown() ? " of " + input.dim(1) : "");
  }

  /// Such as `3x3/2`, or `5x5 dilated 2`.
  private static String window(Window w) {
    String kernel = w.kernel().stream().map(String::valueOf).collect(Collectors.joining("x"));
    boolean dense = w.dilation().stream().allMatch(d -> d == 1);
    return kernel + step(w) + (dense ? "" : " dilated " + each(w.dilation()));
  }

  private static String step(Window w) {
    return w.stride().stream().allMatch(s -> s == 1) ? "" : "/" + each(w.stride());
  }

  private static String each(List<Integer> sizes) {
    return sizes.stream().distinct().count() == 1
        ? String.valueOf(sizes.getFirst())
        : sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static String lower(String type) {
    return type.toLowerCase(Locale.ROOT);
  }
}
