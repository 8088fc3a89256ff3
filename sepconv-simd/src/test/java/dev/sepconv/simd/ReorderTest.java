package dev.sepconv.simd;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.kernel.Kernel.Layouts;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reorders between the layouts as the work of a node that changes nothing.
@Tag("every-length")
class ReorderTest {
  /// Pixels around four and around the edges of squares, and too few for either; every number of
  /// channels up to a line and some beyond.
  @ParameterizedTest
  @CsvSource({
    "1x1", "1x2", "3x1", "2x2", "1x5", "2x3", "1x7", "4x4", "1x17", "6x3", "1x19", "4x5", "1x31",
    "4x8", "5x7", "7x7", "14x14"
  })
  void keepsEveryValue(String image) {
    String[] size = image.split("x", -1);
    for (int channels = 1; channels <= 35; channels++) {
      check(Shape.of(2, channels, Integer.parseInt(size[0]), Integer.parseInt(size[1])));
    }
  }

  private static void check(Shape shape) {
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = i + 1;
    }
    Tensor values = Tensor.of(shape, data);
    GraphBuilder b = new GraphBuilder("same", Reference.EVALUATOR);
    b.input("x", values.type());
    b.node("same", new Identity(), List.of("x"), List.of("y"));
    Graph graph = b.build(List.of("y"));
    Work work = Work.of(graph, graph.nodes().getFirst());
    for (boolean toLast : new boolean[] {true, false}) {
      Layout from = toLast ? Layout.PLAIN : Layout.CHANNELS_LAST;
      Layout to = toLast ? Layout.CHANNELS_LAST : Layout.PLAIN;
      for (Workers workers : List.of(Workers.CALLER, Parity.threeInTurn())) {
        Parity.compare(
            "reorder",
            work,
            List.of(values),
            List.of(values),
            new Layouts(List.of(from), to),
            new SimdKernels().reorders().of(shape, toLast),
            workers,
            0);
      }
    }
  }
}
