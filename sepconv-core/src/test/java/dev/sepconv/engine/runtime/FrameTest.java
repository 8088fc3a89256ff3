package dev.sepconv.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Evaluator;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final int THREADS = 2;
  private static final int RUNS = 1_000;

  /// A kernel whose workers ask for the output themselves, all at once.
  @Test
  void allWorkersWriteIntoTheSameOutput() {
    TensorType type = TensorType.of(ElementType.FLOAT32, List.of(Dim.of(THREADS)));
    GraphBuilder b = new GraphBuilder("test", Evaluator.NONE);
    b.input("x", type);
    b.node("relu", Unary.of(Unary.Kind.RELU), List.of("x"), List.of("y"));
    Graph graph = b.build(List.of("y"));
    Kernel.Task ones =
        (operands, workers) ->
            workers.run(
                THREADS,
                (_, from, to) -> {
                  for (int i = from; i < to; i++) {
                    operands.output(0)[operands.outputOffset(0) + i] = 1;
                  }
                });
    Plan plan =
        new Plan(
            graph,
            List.of(),
            List.of(
                new Plan.Slot("x", type, Layout.PLAIN, -1),
                new Plan.Slot("y", type, Layout.PLAIN, -1)),
            List.of(
                new Plan.Step(
                    Work.of(graph, graph.nodes().getFirst()),
                    "ones",
                    ones,
                    List.of(0),
                    List.of(1))),
            List.of(0),
            List.of(1),
            0,
            0,
            0);
    WorkerPool pool = new WorkerPool(THREADS);
    try {
      Executable executable = new Executable(plan, pool);
      for (int i = 0; i < RUNS; i++) {
        assertThat(
                executable
                    .run(Map.of("x", Tensor.of(Shape.of(THREADS), new float[THREADS])))
                    .get("y"))
            .isEqualTo(Tensor.of(Shape.of(THREADS), new float[] {1, 1}));
      }
    } finally {
      pool.close();
    }
  }
}
