package dev.sepconv.onnx;

import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.graph.op.Where;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/// Arithmetic, comparison and choice with broadcasting.
final class ArithmeticImport {
  private ArithmeticImport() {}

  static NodeImporter binary(Binary.Kind kind) {
    return n -> emit(n, kind);
  }

  static void mod(NodeView n) {
    emit(n, n.attributes().flag("fmod", false) ? Binary.Kind.FMOD : Binary.Kind.MOD);
  }

  static NodeImporter variadic(Variadic.Kind kind) {
    return n -> {
      n.input(0);
      n.emit(new Variadic(kind));
    };
  }

  static void where(NodeView n) {
    n.emit(new Where());
  }

  private static void emit(NodeView n, Binary.Kind kind) {
    n.emit(new Binary(kind), List.of(n.input(0), n.opset() < 7 ? aligned(n) : n.input(1)));
  }

  /// Before opset 7 the second operand could be laid along any axes of the first.
  private static String aligned(NodeView n) {
    boolean broadcast = n.attributes().flag("broadcast", false);
    boolean given = n.attributes().has("axis");
    int axis = n.attributes().intOr("axis", -1);
    if (!broadcast || !given) {
      return n.input(1);
    }
    int from = axis < 0 ? axis + n.rank(0) : axis;
    int rank = n.rank(1);
    int behind = n.rank(0) - from - rank;
    if (from < 0 || behind < 0) {
      throw n.invalid("cannot lay " + n.type(1) + " along axis " + axis + " of " + n.type(0));
    }
    if (behind == 0) {
      return n.input(1);
    }
    String axes = n.literal("axes", Tensor.vector(LongStream.range(rank, rank + behind).toArray()));
    return n.step("aligned", new Unsqueeze(), List.of(n.input(1), axes));
  }
}
