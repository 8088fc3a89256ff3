package dev.sepconv.kernel.reference;

import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.op.DequantizeLinear;
import dev.sepconv.graph.op.QuantizeLinear;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;

/// Between real numbers and small integers.
final class QuantizeReference {
  private QuantizeReference() {}

  static Tensor quantize(QuantizeLinear op, Call in) {
    Tensor src = in.tensor(0);
    Tensor scale = in.tensor(1);
    Tensor dst = in.result();
    ElementType t = dst.element();
    if (!t.isInteger() || t.bytes() > 4) {
      throw in.error("the zero point is %s; it must be an integer of up to 32 bits", t);
    }
    int[] at = slices(op.axis(), in);
    for (int i = 0; i < at.length; i++) {
      // The quotient is a float32 by definition: whether it is a tie depends on its rounding.
      float quotient = (float) src.getDouble(i) / (float) scale.getDouble(at[i]);
      long zero = in.has(2) ? in.tensor(2).getLong(at[i]) : 0;
      long y = (long) Math.clamp(Math.rint(quotient), -0x1p40, 0x1p40) + zero;
      dst.setLong(i, Math.clamp(y, Elements.min(t), Elements.max(t)));
    }
    return dst;
  }

  static Tensor dequantize(DequantizeLinear op, Call in) {
    Tensor src = in.tensor(0);
    Tensor scale = in.tensor(1);
    Tensor dst = in.result();
    int[] at = slices(op.axis(), in);
    for (int i = 0; i < at.length; i++) {
      long zero = in.has(2) ? in.tensor(2).getLong(at[i]) : 0;
      dst.setDouble(i, (src.getLong(i) - zero) * scale.getDouble(at[i]));
    }
    return dst;
  }

  /// For every element the scale that it uses.
  private static int[] slices(int axis, Call in) {
    Shape x = in.tensor(0).shape();
    Tensor scale = in.tensor(1);
    Tensor zero = in.constant(2).orElse(scale);
    if (scale.size() != zero.size()) {
      throw in.error("scale %s and zero point %s differ", scale.type(), zero.type());
    }
    if (scale.size() == 1) {
      return new int[x.elements()];
    }
    if (scale.shape().rank() != 1) {
      throw new UnsupportedModelException(
          "blocked quantization, here with scale " + scale.type() + ", is not supported");
    }
    int a = Call.axis(axis, x);
    if (a < 0 || a >= x.rank() || x.dim(a) != scale.size()) {
      throw in.error("scale %s does not fit axis %d of input %s", scale.type(), axis, in.type(0));
    }
    int[] strides = new int[x.rank()];
    strides[a] = 1;
    return Offsets.strided(x, 0, strides);
  }
}
