package dev.sepconv.analysis;

import static dev.sepconv.analysis.Networks.image;
import static dev.sepconv.analysis.Networks.literal;
import static dev.sepconv.analysis.Networks.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CostTest {
  private static final Window THREE = Window.of(List.of(3, 3), List.of(2, 2), List.of(1, 1));

  static Stream<Arguments> costs() {
    var parameter = Role.PARAMETER;
    return Stream.of(
        // oc · oh · ow · ic/groups · kh · kw, per sample
        row(
            "normal convolution",
            Networks.one(
                Networks.conv(3, 1, 1), image(2, 4, 5, 6), weight("w", parameter, 7, 4, 3, 3)),
            2L * 7 * 5 * 6 * 4 * 9,
            0),
        row(
            "with bias",
            Networks.one(
                Networks.conv(3, 1, 1),
                image(2, 4, 5, 6),
                weight("w", parameter, 7, 4, 3, 3),
                weight("b", parameter, 7)),
            2L * 7 * 5 * 6 * 4 * 9,
            2L * 7 * 5 * 6),
        row(
            "depthwise, stride 2",
            Networks.one(
                Networks.conv(3, 2, 4), image(1, 4, 8, 8), weight("w", parameter, 4, 1, 3, 3)),
            4L * 4 * 4 * 9,
            0),
        row(
            "groups",
            Networks.one(
                Networks.conv(3, 1, 2), image(1, 4, 8, 8), weight("w", parameter, 6, 2, 3, 3)),
            6L * 64 * 2 * 9,
            0),
        // ic · ih · iw · oc/groups · kh · kw
        row(
            "transposed",
            Networks.one(
                new ConvTranspose(THREE, List.of(1, 1), List.of(), 1),
                image(1, 4, 5, 5),
                weight("w", parameter, 4, 6, 3, 3)),
            4L * 25 * 6 * 9,
            0),
        row(
            "linear",
            Networks.one(
                Gemm.LINEAR,
                image(3, 10),
                weight("w", parameter, 5, 10),
                weight("b", parameter, 5)),
            3L * 5 * 10,
            15),
        row(
            "matrix product",
            Networks.one(new MatMul(), image(2, 3, 4), weight("w", parameter, 4, 5)),
            2L * 3 * 5 * 4,
            0),
        row("pool", Networks.one(Pool.max(THREE), image(1, 4, 8, 8)), 0, 4L * 16 * 9),
        row("global pool", Networks.one(GlobalPool.AVERAGE, image(1, 4, 8, 8)), 0, 256),
        row("activation", Networks.one(Unary.of(Unary.Kind.SIGMOID), image(1, 4, 8, 8)), 0, 256),
        row("softmax", Networks.one(new Softmax(-1, false, false), image(1, 10)), 0, 30),
        row(
            "reshape",
            Networks.one(new Reshape(false), image(1, 4, 8, 8), literal("s", 1, 256)),
            0,
            0));
  }

  private static Arguments row(String what, Graph graph, long macs, long elementOps) {
    return Arguments.of(what, graph, macs, elementOps);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("costs")
  void isThatOfTheFormula(String what, Graph graph, long macs, long elementOps) {
    Cost cost = Cost.of(graph.nodes().get(0), graph);
    assertThat(cost.notCounted()).as(what).isEmpty();
    assertThat(cost.macs()).isEqualTo(macs);
    assertThat(cost.elementOps()).isEqualTo(elementOps);
    assertThat(cost.flops()).isEqualTo(2 * macs);
  }

  @Test
  void thatOverflowsIsAnErrorNotANegativeNumber() {
    long big = 1L << 30;
    Graph g = Networks.one(new MatMul(), image(big, big), weight("w", Role.PARAMETER, big, big));
    assertThatThrownBy(() -> Analysis.of(g))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("64 bits");
  }
}
