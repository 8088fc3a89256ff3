package dev.sepconv.onnx;

import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Elementwise functions of one value.
final class ActivationImport {
  private ActivationImport() {}

  static NodeImporter plain(Unary.Kind kind) {
    return n -> n.emit(Unary.of(kind));
  }

  static NodeImporter alpha(Unary.Kind kind, float otherwise) {
    return n -> n.emit(new Unary(kind, n.attributes().floatOr("alpha", otherwise), 0));
  }

  static void selu(NodeView n) {
    boolean old = n.opset() < 6;
    float alpha = n.attributes().floatOr("alpha", old ? 1.6732f : 1.6732632f);
    float gamma = n.attributes().floatOr("gamma", old ? 1.0507f : 1.050701f);
    n.emit(new Unary(Unary.Kind.SELU, alpha, gamma));
  }

  static void hardSigmoid(NodeView n) {
    float alpha = n.attributes().floatOr("alpha", 0.2f);
    n.emit(new Unary(Unary.Kind.HARD_SIGMOID, alpha, n.attributes().floatOr("beta", 0.5f)));
  }

  static void gelu(NodeView n) {
    String how = n.attributes().stringOr("approximate", "none");
    float tanh =
        switch (how) {
          case "none" -> 0;
          case "tanh" -> 1;
          default -> throw n.invalid("has approximate '" + how + "'; 'none' or 'tanh' is expected");
        };
    n.emit(new Unary(Unary.Kind.GELU, tanh, 0));
  }

  static void swish(NodeView n) {
    float alpha = n.attributes().floatOr("alpha", 1);
    if (alpha == 1) {
      n.emit(Unary.of(Unary.Kind.SILU));
      return;
    }
    String x = n.input(0);
    String factor = n.scalar("alpha", n.type(0).element(), alpha);
    String scaled = n.step("scale", Binary.MUL, List.of(x, factor));
    String gate = n.step("sigmoid", Unary.of(Unary.Kind.SIGMOID), List.of(scaled));
    n.emit(Binary.MUL, List.of(x, gate));
  }

  static void pRelu(NodeView n) {
    String slope = n.input(1);
    if (n.opset() < 7 && n.rank(1) == 1 && n.rank(0) > 2 && !n.type(1).dim(0).is(1)) {
      // One slope per channel then, broadcast from axis 1.
      long[] axes = LongStream.range(1, n.rank(0) - 1).toArray();
      slope =
          n.step("slope", new Unsqueeze(), List.of(slope, n.literal("axes", Tensor.vector(axes))));
    }
    n.emit(new PRelu(), List.of(n.input(0), slope));
  }

  static void clip(NodeView n) {
    if (n.opset() >= 11) {
      n.emit(new Clip());
      return;
    }
    ElementType element = n.type(0).element();
    List<String> in = new ArrayList<>(List.of(n.input(0)));
    for (String bound : List.of("min", "max")) {
      in.add(
          n.attributes().has(bound)
              ? n.scalar(bound, element, n.attributes().floatOr(bound, 0))
              : Node.ABSENT);
    }
    n.emit(new Clip(), in);
  }
}
