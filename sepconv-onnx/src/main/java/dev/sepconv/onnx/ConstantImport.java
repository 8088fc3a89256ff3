package dev.sepconv.onnx;

import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.ConstantOfShape;
import dev.sepconv.graph.op.Range;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Size;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Values that come from no input, what is known about values, and their element types.
final class ConstantImport {
  private ConstantImport() {}

  static void constant(NodeView n) {
    Attributes a = n.attributes();
    for (String form : List.of("sparse_value", "value_string", "value_strings")) {
      if (a.has(form)) {
        throw n.unsupported("has the attribute '" + form + "', which is not supported");
      }
    }
    Optional<TensorProto> tensor = a.tensor("value");
    if (tensor.isPresent()) {
      n.constant(tensor.get());
    } else if (a.has("value_float")) {
      n.constant(Tensor.scalar(a.floatOr("value_float", 0)));
    } else if (a.has("value_int")) {
      n.constant(Tensor.of(Shape.SCALAR, new long[] {a.longOr("value_int", 0)}));
    } else if (a.has("value_floats")) {
      float[] v = a.floats("value_floats").orElseThrow();
      n.constant(Tensor.of(Shape.of(v.length), v));
    } else if (a.has("value_ints")) {
      n.constant(Tensor.vector(a.longs("value_ints").orElseThrow()));
    } else {
      throw n.invalid("has no value");
    }
  }

  static void constantOfShape(NodeView n) {
    Tensor value =
        n.attributes()
            .tensor("value")
            .map(t -> n.decode(t, "value"))
            .orElse(Tensor.zeros(ElementType.FLOAT32, Shape.of(1)));
    if (value.size() != 1) {
      throw n.invalid("has a value of " + value.size() + " elements; one is expected");
    }
    n.emit(new ConstantOfShape(value));
  }

  static void range(NodeView n) {
    n.emit(new Range());
  }

  static void shape(NodeView n) {
    int start = n.attributes().intOr("start", 0);
    n.emit(new ShapeOf(start, n.attributes().intOr("end", Integer.MAX_VALUE)));
  }

  static void size(NodeView n) {
    n.emit(new Size());
  }

  static void cast(NodeView n) {
    Attributes a = n.attributes();
    if (!a.has("to")) {
      throw n.invalid("has no attribute 'to'");
    }
    // Only conversions to 8-bit floats, which are refused below, saturate or round as told.
    a.intOr("saturate", 1);
    a.stringOr("round_mode", "up");
    int code = n.opset() < 6 ? DataTypes.code(a.stringOr("to", "")) : a.intOr("to", 0);
    n.emit(new Cast(element(n, code, "to")));
  }

  static void castLike(NodeView n) {
    n.attributes().intOr("saturate", 1);
    n.attributes().stringOr("round_mode", "up");
    n.emit(new Cast(n.type(1).element()), List.of(n.input(0)));
  }

  static ElementType element(NodeView n, int code, String attribute) {
    return DataTypes.element(code)
        .orElseThrow(() ->
            n.unsupported(
                "has the attribute '"
                    + attribute
                    + "' = "
                    + DataTypes.name(code)
                    + ", an element type that is not supported"));
  }

  /// A branch whose condition is known is written in the node's place.
  static void branch(NodeView n) {
    Tensor condition =
        n.known(0)
            .filter(t -> t.size() == 1)
            .orElseThrow(() -> n.unsupported("has a condition that is not known before running"));
    boolean then = condition.getLong(0) != 0;
    var thenBranch = n.attributes().graph("then_branch");
    var elseBranch = n.attributes().graph("else_branch");
    n.inline(
        (then ? thenBranch : elseBranch)
            .orElseThrow(() -> n.invalid("lacks the branch that its condition chooses")));
  }
}
