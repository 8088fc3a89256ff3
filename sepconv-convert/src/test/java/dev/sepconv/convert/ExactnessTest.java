package dev.sepconv.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Window;
import dev.sepconv.nn.Conv1d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// With all components a separable layer is the normal one.
class ExactnessTest {
  private static final double TOLERANCE = 1e-5;

  private static Map<ConvLayer, int[]> all(Preparation p) {
    Map<ConvLayer, int[]> ranks = new LinkedHashMap<>();
    for (ConvLayer l : p.candidates()) {
      int[] k = new int[l.ic()];
      Arrays.fill(k, l.fullRank());
      ranks.put(l, k);
    }
    return ranks;
  }

  private static Graph exact(Graph graph, int convolutions) {
    Preparation p = Conversion.dataFree().prepare(graph);
    assertThat(p.candidates().stream().mapToInt(l -> l.nodes().size()).sum())
        .isEqualTo(convolutions);
    return p.convert(all(p), "all").graph();
  }

  static Stream<Long> seeds() {
    return Stream.iterate(0L, s -> s + 1).limit(60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyShape(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int groups = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
    int ic = groups * (5 + random.nextInt(12));
    int oc = groups * (2 + random.nextInt(20));
    int kernel = 2 + random.nextInt(4);
    int rank = random.nextInt(4) == 0 ? 1 : 2;
    int size = 12 + random.nextInt(9);
    Module conv =
        rank == 1
            ? Conv1d.of(ic, oc, kernel)
                .stride(1 + random.nextInt(3))
                .dilation(1 + random.nextInt(2))
                .padding(random.nextInt(kernel))
                .groups(groups)
            : Conv2d.of(ic, oc, kernel)
                .stride(1 + random.nextInt(3))
                .dilation(1 + random.nextInt(2))
                .padding(random.nextInt(kernel))
                .groups(groups)
                .bias(random.nextBoolean());
    long[] dims = rank == 1 ? new long[] {ic, size} : new long[] {ic, size, size + 3};
    Graph graph = Sequential.of(conv).trace("g", seed, dims);
    graph = graph.withInputs(Map.of("input", type(graph, 1 + (int) (seed % 3))));
    Preparation p = Conversion.dataFree().prepare(graph);
    if (p.candidates().isEmpty()) {
      // Two output channels and a kernel of 2 leave nothing to save.
      assertThat(p.kept().get("0")).contains("nothing to save");
      return;
    }
    Graph separable = p.convert(all(p), "all").graph();
    assertThat(separable.nodes()).hasSizeGreaterThan(1);
    assertThat(Nets.distance(graph, separable)).isLessThan(TOLERANCE);
  }

  private static TensorType type(Graph graph, int batch) {
    TensorType t = graph.type("input");
    List<Dim> dims = new ArrayList<>(t.dims());
    dims.set(0, Dim.of(batch));
    return t.withDims(dims);
  }

  private static Graph batchOfTwo(Graph graph) {
    return graph.withInputs(Map.of("input", type(graph, 2)));
  }

  @Test
  void residualBranchesAndNormalisation() {
    Graph graph = batchOfTwo(Nets.residual());
    Graph separable = exact(graph, 3);
    assertThat(Nets.distance(graph, separable)).isLessThan(TOLERANCE);
    // What stays normal keeps its normalisation.
    assertThat(separable.nodes()).extracting(Node::name).contains("first.0", "first.1");
    assertThat(separable.nodes()).extracting(Node::name).doesNotContain("inner.1", "norm");
  }

  /// One layer called twice.
  private static final class Shared extends Module {
    private final Conv2d conv = child("conv", Conv2d.of(8, 8, 3).padding(1));

    @Override
    protected Value forward(Value x) {
      return conv.call(conv.call(x).relu()).relu();
    }
  }

  @Test
  void sharedWeightsStayShared() {
    Graph graph = batchOfTwo(new Shared().trace("shared", 0, 8, 9, 9));
    Graph separable = exact(graph, 2);
    assertThat(separable.nodes().stream().filter(n -> n.op() instanceof Conv)).hasSize(4);
    assertThat(separable.constants()).hasSize(3);
    assertThat(Nets.distance(graph, separable)).isLessThan(TOLERANCE);
  }

  @Test
  void asymmetricPadding() {
    Graph one = Sequential.of(Conv2d.of(8, 12, 3)).trace("pads", 0, 8, 11, 9);
    Window w = ((Conv) one.nodes().getFirst().op()).window();
    Padding pads = Padding.of(List.of(0, 2), List.of(1, 0));
    Graph graph =
        batchOfTwo(
            one.mapOps(
                _ -> new Conv(new Window(w.kernel(), List.of(2, 1), w.dilation(), pads), 1)));
    assertThat(Nets.distance(graph, exact(graph, 1))).isLessThan(TOLERANCE);
  }

  /// Two inputs, two outputs.
  private static final class Two extends Module {
    private final Conv2d left = child("left", Conv2d.of(6, 8, 3).padding(1));
    private final Conv2d right = child("right", Conv2d.of(5, 8, 5).padding(2));

    @Override
    protected List<Value> forward(List<Value> x) {
      Value a = left.call(x.get(0));
      Value b = right.call(x.get(1));
      return List.of(a.add(b).relu(), b);
    }
  }

  @Test
  void severalInputsAndOutputs() {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    inputs.put("a", TensorType.of(ElementType.FLOAT32, 1, 6, 8, 8));
    inputs.put("b", TensorType.of(ElementType.FLOAT32, 1, 5, 8, 8));
    Graph graph = new Two().trace("two", 0, inputs);
    Graph separable = exact(graph, 2);
    assertThat(separable.inputs()).isEqualTo(graph.inputs());
    assertThat(separable.outputs()).isEqualTo(graph.outputs());
    assertThat(Nets.distance(graph, separable)).isLessThan(TOLERANCE);
  }
}
