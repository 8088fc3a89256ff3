package dev.sepconv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.engine.runtime.WorkerPool;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// First calls are served by one list of kernels, later ones by another.
@Timeout(60)
class StagesTest {
  private static final float PROMPT = 1;
  private static final float STEADY = 2;

  /// Writes a number that tells who ran; waits first.
  private record Marker(float mark, CountDownLatch gate) implements Kernel {
    @Override
    public String id() {
      return "mark-" + mark;
    }

    @Override
    public Optional<Layouts> accepts(Work work, List<Layout> available) {
      return Optional.of(Layouts.all(available.size(), Layout.PLAIN));
    }

    @Override
    public Task prepare(Work work, Layouts layouts) {
      return (operands, workers) -> {
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        operands.output(0)[operands.outputOffset(0)] = mark;
      };
    }
  }

  private final CountDownLatch open = new CountDownLatch(0);

  private static Kernels kernels(float mark, CountDownLatch gate) {
    return new Kernels(List.of(new Marker(mark, gate)));
  }

  private static CpuModel model(Kernels steady, Optional<Kernels> prompt) {
    GraphBuilder b = new GraphBuilder("stages", Reference.EVALUATOR);
    b.input("x", TensorType.of(ElementType.FLOAT32, Shape.of(1)));
    b.node("relu", Unary.of(Unary.Kind.RELU), List.of("x"), List.of("y"));
    Measurement.Limits short_ = new Measurement.Limits(Duration.ofMillis(50), Duration.ZERO, 1);
    WorkerPool pool = new WorkerPool(1);
    return new CpuModel(b.build(List.of("y")), () -> steady, prompt, short_, pool, pool);
  }

  private static float run(CompiledModel model) {
    return model.run(Tensor.of(Shape.of(1), new float[] {5})).floats()[0];
  }

  private static void awaitSteady(CompiledModel model) throws InterruptedException {
    while (run(model) == PROMPT) {
      Thread.sleep(1);
    }
  }

  @Test
  void promptKernelsServeUntilTheOthersAreWarm() throws InterruptedException {
    CountDownLatch compiled = new CountDownLatch(1);
    CpuModel model = model(kernels(STEADY, compiled), Optional.of(kernels(PROMPT, open)));
    for (int call = 0; call < 10; call++) {
      assertThat(run(model)).isEqualTo(PROMPT);
    }
    compiled.countDown();
    awaitSteady(model);
    assertThat(run(model)).isEqualTo(STEADY);
  }

  @Test
  void theyAreNeverUsedWhereNothingHasToWait() {
    assertThat(run(model(kernels(STEADY, open), Optional.empty()))).isEqualTo(STEADY);
  }

  @Test
  void plansAndStepsAreThoseOfTheOthers() {
    CpuModel model = model(kernels(STEADY, open), Optional.of(kernels(PROMPT, open)));
    assertThat(model.plan(Map.of()).steps())
        .extracting(s -> s.kernel())
        .containsExactly("mark-2.0");
    Map<String, Tensor> inputs = Map.of("x", Tensor.of(Shape.of(1), new float[] {5}));
    assertThat(model.stepNanos(inputs, Map.of())).hasSize(1);
  }

  @Test
  void aFailureInTheBackgroundLeavesThePromptOnes() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    Kernel broken =
        new Kernel() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public Optional<Layouts> accepts(Work work, List<Layout> available) {
            return Optional.of(Layouts.all(available.size(), Layout.PLAIN));
          }

          @Override
          public Task prepare(Work work, Layouts layouts) {
            failed.countDown();
            throw new IllegalStateException("no memory to pack weights, for instance");
          }
        };
    CpuModel model = model(new Kernels(List.of(broken)), Optional.of(kernels(PROMPT, open)));
    assertThat(run(model)).isEqualTo(PROMPT);
    failed.await();
    assertThat(run(model)).isEqualTo(PROMPT);
  }
}
