package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole networks by vector kernels: any number of callers and of threads gives the same bits.
class EngineTest {
  private static final int CALLERS = 8;

  /// What a call may allocate beside its outputs: maps of inputs and outputs, and one or two small
  /// objects per step.
  private static final int BYTES_PER_CALL = 4096;

  private static final int BYTES_PER_STEP = 128;

  private static final long WARM_UP_NANOS = 10_000_000_000L;

  /// Threads live as long as the program, so all tests share them.
  private static final List<CpuBackend> BACKENDS =
      Stream.of(2, 3, 5, 8).map(CpuBackend::new).toList();

  @Test
  void callersDoNotDisturbEachOther() throws Exception {
    for (String name : List.of("mobilenet_v3_small", "shufflenet_v2_x0_5", "resnet18")) {
      Graph graph = Networks.graph(name);
      CompiledModel model = BACKENDS.getFirst().compile(graph);
      List<Callable<Void>> callers = new ArrayList<>();
      for (int c = 0; c < CALLERS; c++) {
        // Two shapes, so that callers also share and compete for what is prepared per shape.
        Tensor x = Networks.random(Networks.shape(graph, 1 + c % 2), c);
        Tensor expected = model.run(x);
        callers.add(() -> {
          for (int i = 0; i < 6; i++) {
            assertThat(model.run(x)).as(name).isEqualTo(expected);
          }
          return null;
        });
      }
      try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
        for (Future<Void> f : threads.invokeAll(callers)) {
          f.get();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sepconv.simd.Networks#names")
  void anyNumberOfThreadsGivesTheSameBits(String name) {
    Graph graph = Networks.graph(name);
    for (int batch = 1; batch <= 2; batch++) {
      Tensor x = Networks.random(Networks.shape(graph, batch), batch);
      Tensor expected = new CpuBackend(1).compile(graph).run(x);
      for (CpuBackend backend : BACKENDS) {
        assertThat(backend.compile(graph).run(x))
            .as("backend %d, batch %d", BACKENDS.indexOf(backend), batch)
            .isEqualTo(expected);
      }
    }
  }

  /// Networks of kernels that make no vector objects; direct convolutions and depthwise layers of
  /// few pixels still do.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "article-standard",
        "article-separable",
        "mobilenet_v1_0.25",
        "mobilenet_v2",
        "shufflenet_v2_x0_5",
        "xception",
        "ds_cnn"
      })
  void aCallAllocatesItsOutputsAlone(String name) {
    Graph graph = Networks.graph(name);
    Shape shape = Networks.shape(graph, 1);
    CompiledModel model = new CpuBackend(1).compile(graph);
    Tensor x = Networks.random(shape, 1);
    Tensor y = model.run(x);
    int steps = model.plan(Map.of(graph.inputs().getFirst(), shape)).steps().size();
    long limit = BYTES_PER_CALL + (long) BYTES_PER_STEP * steps;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Until everything is compiled, vectors are objects.
    long begin = System.nanoTime();
    while (least >= limit && System.nanoTime() - begin < WARM_UP_NANOS) {
      long before = threads.getCurrentThreadAllocatedBytes();
      model.run(x);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, allocated - 4L * y.size());
    }
    assertThat(least).as("bytes beside the output, %d steps", steps).isLessThan(limit);
  }

  /// Every kernel that does several nodes at once, taken away: others do the nodes one by one, or
  /// fewer at a time.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "article-separable",
        "mobilenet_v1_0.25",
        "mobilenet_v2",
        "mobilenet_v3_small",
        "shufflenet_v2_x0_5",
        "xception",
        "ds_cnn",
        "resnet8",
        "multiplied"
      })
  void fusedIsUnfused(String name) {
    Graph graph = Networks.graph(name);
    String input = graph.inputs().getFirst();
    Tensor x = Networks.random(Networks.shape(graph, 2), 1);
    Kernels all = CpuBackend.discover();
    CompiledModel fused = new CpuBackend(all, 1).compile(graph);
    Kernels single = new Kernels(all.list().stream().<Kernel>map(OneNode::new).toList());
    CompiledModel unfused = new CpuBackend(single, 1).compile(graph);
    assertThat(unfused.plan(Map.of(input, x.shape())).steps())
        .allSatisfy(s -> assertThat(s.work().nodes()).hasSizeLessThan(2))
        .hasSizeGreaterThan(fused.plan(Map.of(input, x.shape())).steps().size());
    assertThat(error(unfused.run(x), fused.run(x))).isLessThan(2e-5);
    for (Kernel k : all.list()) {
      boolean several =
          fused.plan(Map.of(input, x.shape())).steps().stream()
              .anyMatch(s -> s.kernel().equals(k.id()) && s.work().nodes().size() > 1);
      if (several && !(k instanceof ReferenceKernel)) {
        Kernels without = new Kernels(all.list().stream().filter(o -> !o.equals(k)).toList());
        Tensor y = new CpuBackend(without, 1).compile(graph).run(x);
        assertThat(error(y, fused.run(x))).as("without %s", k.id()).isLessThan(2e-5);
      }
    }
  }

  @Test
  void pickedChannelsAndTheirLayersAreOneStep() {
    Graph graph = Networks.graph("multiplied");
    Map<String, Shape> input = Map.of("x", Networks.shape(graph, 2));
    assertThat(new CpuBackend(1).compile(graph).plan(input).steps())
        .filteredOn(s -> !s.work().nodes().isEmpty())
        .hasSize(5)
        .allSatisfy(s -> assertThat(s.kernel()).startsWith("f32-separable-"));
  }

  /// A kernel that declines work of several nodes.
  private record OneNode(Kernel kernel) implements Kernel {
    @Override
    public String id() {
      return kernel.id();
    }

    @Override
    public Optional<Layouts> accepts(Work work, List<Layout> available) {
      return work.nodes().size() > 1 ? Optional.empty() : kernel.accepts(work, available);
    }

    @Override
    public Task prepare(Work work, Layouts layouts) {
      return kernel.prepare(work, layouts);
    }
  }

  /// The largest difference, relative to the largest element.
  private static double error(Tensor expected, Tensor actual) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.getDouble(i)));
      error = Math.max(error, Math.abs(expected.getDouble(i) - actual.getDouble(i)));
    }
    return error / largest;
  }

  @Test
  void squeezeExciteBlocksArePooledWhereTheirInputIsMade() {
    Graph graph = Networks.graph("mobilenet_v3_small");
    Map<String, Shape> input = Map.of(graph.inputs().getFirst(), Shape.of(1, 3, 64, 64));
    List<Plan.Step> pools =
        new CpuBackend(1)
            .compile(graph).plan(input).steps().stream()
                .filter(s -> s.work().nodes().stream().anyMatch(n -> n.op() instanceof GlobalPool))
                .toList();
    assertThat(pools).hasSize(10);
    // The last one is read by a linear layer alone.
    assertThat(pools.subList(0, 9))
        .allSatisfy(s -> {
          assertThat(s.outputs()).hasSize(2);
          assertThat(s.kernel()).contains("dwconv");
          assertThat(s.work().main()).isNotEqualTo(s.work().last());
        });
    assertThat(pools.getLast().outputs()).hasSize(1);
  }
}
