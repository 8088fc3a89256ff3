package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.ConstantOfShape;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Operators about shapes, and those that leave the elements as they are.
final class ShapeReference {
  private ShapeReference() {}

  static Tensor reshape(Call in) {
    return in.tensor(0).reshape(in.shape());
  }

  static List<Tensor> dropout(Call in) {
    List<Tensor> out = new ArrayList<>();
    out.add(in.tensor(0));
    if (in.outputs() > 1) {
      Tensor mask = Tensor.zeros(ElementType.BOOL, in.tensor(0).shape());
      for (int i = 0; i < mask.size(); i++) {
        mask.setLong(i, 1);
      }
      out.add(mask);
    }
    return out;
  }

  static Tensor shapeOf(ShapeOf op, Call in) {
    return Tensor.vector(op.slice(in.type(0).dims()).stream().mapToLong(Dim::value).toArray());
  }

  static Tensor size(Call in) {
    Tensor dst = in.result();
    dst.setLong(0, in.tensor(0).size());
    return dst;
  }

  static Tensor constantOfShape(ConstantOfShape op, Call in) {
    Tensor dst = in.result();
    Elements.fill(dst, op.value());
    return dst;
  }

  static Tensor range(Call in) {
    Tensor start = in.tensor(0);
    Tensor delta = in.tensor(2);
    Tensor dst = in.result();
    for (int i = 0; i < dst.size(); i++) {
      if (dst.element().isFloat()) {
        dst.setDouble(i, start.getDouble(0) + i * delta.getDouble(0));
      } else {
        dst.setLong(i, start.getLong(0) + i * delta.getLong(0));
      }
    }
    return dst;
  }
}
