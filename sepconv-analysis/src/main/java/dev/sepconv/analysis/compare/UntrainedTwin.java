package dev.sepconv.analysis.compare;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// The same network with depthwise separable convolutions in the place of normal ones, to see what
/// they would cost. The depthwise convolution takes over kernel, stride, dilation and padding, the
/// pointwise one the number of outputs; both have a bias where the normal one has. Their weights
/// are random: such a twin has to be trained before it is of any use.
public final class UntrainedTwin {
  /// With so few input channels or less a separable convolution has next to nothing to save.
  public static final int HANDFUL = 4;

  private final Graph graph;
  private final Map<String, Separable> replaced = new LinkedHashMap<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  private UntrainedTwin(Graph graph) {
    this.graph = graph;
    names.addAll(graph.types().keySet());
    graph.nodes().forEach(n -> names.add(n.name()));
  }

  /// What stands in a normal convolution's place.
  ///
  /// @param depthwise the first node; its module call is that of the convolution
  /// @param pointwise the second node, as well
  record Separable(Node depthwise, Node pointwise) {}

  /// Replaces every normal convolution (one group, float32 weights that are constant) that has a
  /// kernel above 1 and more than {@link #HANDFUL} input channels.
  ///
  /// @param graph a network
  /// @return its twin; the network itself where there is nothing to replace
  public static Graph of(Graph graph) {
    return new UntrainedTwin(graph).make();
  }

  private Graph make() {
    for (Node n : graph.nodes()) {
      if (isNormal(n)) {
        replaced.put(n.name(), separable(n));
      }
    }
    if (replaced.isEmpty()) {
      return graph;
    }
    Set<String> needed = new HashSet<>(graph.outputs());
    graph.nodes().stream()
        .filter(n -> !replaced.containsKey(n.name()))
        .forEach(n -> needed.addAll(n.inputs()));
    GraphBuilder b = graph.toBuilder(Map.of(), needed::contains);
    constants.values().forEach(b::constant);
    TwinTrace calls = new TwinTrace(graph, replaced);
    calls.trace().ifPresent(b::trace);
    for (Node n : graph.nodes()) {
      Separable s = replaced.get(n.name());
      if (s == null) {
        b.node(n.name(), n.op(), n.inputs(), n.outputs(), calls.of(n));
      } else {
        Node d = s.depthwise;
        Node p = s.pointwise;
        b.node(d.name(), d.op(), d.inputs(), d.outputs(), calls.ofDepthwise(n));
        b.node(p.name(), p.op(), p.inputs(), p.outputs(), calls.ofPointwise(n));
      }
    }
    return b.build(graph.outputs());
  }

  private boolean isNormal(Node n) {
    return n.op() instanceof Conv c
        && c.groups() == 1
        && c.window().kernel().stream().anyMatch(k -> k > 1)
        && isFloatConstant(n.inputs().get(1))
        && graph.type(n.inputs().get(1)).dim(1).value() > HANDFUL
        && (!n.hasInput(2) || isFloatConstant(n.inputs().get(2)));
  }

  private boolean isFloatConstant(String value) {
    return graph.constant(value).filter(c -> c.type().element() == ElementType.FLOAT32).isPresent();
  }

  private Separable separable(Node n) {
    Window window = ((Conv) n.op()).window();
    Constant weight = graph.constant(n.inputs().get(1)).orElseThrow();
    List<Dim> dims = weight.type().dims();
    int oc = Math.toIntExact(dims.get(0).value());
    int ic = Math.toIntExact(dims.get(1).value());
    List<Integer> ones = Collections.nCopies(window.rank(), 1);
    String depthwise = unique(n.name() + ".depthwise");
    String pointwise = unique(n.name() + ".pointwise");
    Window point = new Window(ones, ones, ones, Padding.none(window.rank()));
    return new Separable(
        new Node(
            depthwise,
            new Conv(window, ic),
            inputs(n, n.inputs().get(0), "depthwise", ic, 1, window.kernel()),
            List.of(depthwise),
            n.call()),
        new Node(
            pointwise,
            new Conv(point, 1),
            inputs(n, depthwise, "pointwise", oc, ic, ones),
            n.outputs(),
            n.call()));
  }

  /// The inputs of a new convolution; a weight that several normal ones share stays shared.
  private List<String> inputs(
      Node n, String data, String part, int oc, int icPerGroup, List<Integer> kernel) {
    List<Long> weight = new ArrayList<>(List.of((long) oc, (long) icPerGroup));
    kernel.forEach(k -> weight.add((long) k));
    long fanIn = weight.stream().skip(1).reduce(1L, Math::multiplyExact);
    List<String> in = new ArrayList<>(List.of(data, constant(n, 1, part, "weight", weight, fanIn)));
    if (n.hasInput(2)) {
      in.add(constant(n, 2, part, "bias", List.of((long) oc), fanIn));
    }
    return in;
  }

  private String constant(
      Node n, int input, String part, String kind, List<Long> dims, long fanIn) {
    Constant old = graph.constant(n.inputs().get(input)).orElseThrow();
    String suffix = "." + kind;
    String base =
        old.name().equals(kind)
            ? ""
            : old.name().endsWith(suffix)
                ? old.name().substring(0, old.name().length() - suffix.length()) + "."
                : old.name() + ".";
    String wanted = base + part + suffix;
    return constants
        .computeIfAbsent(
            // The old one's name tells apart what only looks alike.
            old.name() + '\n' + wanted,
            _ -> {
              TensorType type =
                  TensorType.of(
                      ElementType.FLOAT32, dims.stream().mapToLong(Long::longValue).toArray());
              String name = unique(wanted);
              return new Constant(name, type, old.role(), () -> random(type.shape(), name, fanIn));
            })
        .name();
  }

  /// Uniform between `±1/√fanIn`, PyTorch's default; the same for the same name.
  private static Tensor random(Shape shape, String name, long fanIn) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    double bound = 1 / Math.sqrt((double) fanIn);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return Tensor.of(shape, data);
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
