package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.GatherElements;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;

/// Operators that put elements elsewhere, bit by bit, whatever their type.
final class MovementReference {
  private MovementReference() {}

  static Tensor transpose(Transpose op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int rank = src.shape().rank();
    int[] own = src.shape().strides();
    int[] strides = new int[rank];
    for (int a = 0; a < rank; a++) {
      strides[a] = own[op.permutation().isEmpty() ? rank - 1 - a : op.permutation().get(a)];
    }
    Elements.gather(src, Offsets.strided(dst.shape(), 0, strides), dst);
    return dst;
  }

  static Tensor expand(Call in) {
    Tensor dst = in.result();
    Elements.gather(in.tensor(0), Offsets.broadcast(in.tensor(0).shape(), dst.shape()), dst);
    return dst;
  }

  static Tensor tile(Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int[] strides = src.shape().strides();
    int[][] perAxis = new int[strides.length][];
    for (int a = 0; a < perAxis.length; a++) {
      perAxis[a] = new int[dst.shape().dim(a)];
      for (int i = 0; i < perAxis[a].length; i++) {
        perAxis[a][i] = i % src.shape().dim(a) * strides[a];
      }
    }
    Elements.gather(src, Offsets.sums(dst.shape(), 0, perAxis), dst);
    return dst;
  }

  static Tensor slice(Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    long[] starts = in.longs(1);
    long[] axes = in.has(3) ? in.longs(3) : new long[0];
    int[] strides = src.shape().strides();
    int base = 0;
    for (int i = 0; i < starts.length; i++) {
      int a = in.has(3) ? Call.axis((int) axes[i], src.shape()) : i;
      long step = in.has(4) ? in.longs(4)[i] : 1;
      base += Math.toIntExact(Slice.begin(starts[i], step, src.shape().dim(a))) * strides[a];
      // A step beyond the axis reaches one element only; clamped, it cannot overflow.
      strides[a] *= Math.clamp(step, -src.shape().dim(a), src.shape().dim(a));
    }
    Elements.gather(src, Offsets.strided(dst.shape(), base, strides), dst);
    return dst;
  }

  static Tensor concat(Concat op, Call in) {
    Tensor dst = in.result();
    int axis = Call.axis(op.axis(), dst.shape());
    int outer = Call.product(dst.shape(), 0, axis);
    int block = Call.product(dst.shape(), axis, dst.shape().rank());
    int at = 0;
    for (int i = 0; i < in.inputs(); i++) {
      Tensor src = in.tensor(i);
      int n = Call.product(src.shape(), axis, src.shape().rank());
      for (int o = 0; o < outer; o++) {
        System.arraycopy(src.array(), o * n, dst.array(), o * block + at, n);
      }
      at += n;
    }
    return dst;
  }

  static List<Tensor> split(Split op, Call in) {
    Tensor src = in.tensor(0);
    List<Tensor> results = in.results();
    int axis = Call.axis(op.axis(), src.shape());
    int outer = Call.product(src.shape(), 0, axis);
    int block = Call.product(src.shape(), axis, src.shape().rank());
    int at = 0;
    for (Tensor dst : results) {
      int n = Call.product(dst.shape(), axis, dst.shape().rank());
      for (int o = 0; o < outer; o++) {
        System.arraycopy(src.array(), o * block + at, dst.array(), o * n, n);
      }
      at += n;
    }
    return results;
  }

  static Tensor gather(Gather op, Call in) {
    Tensor src = in.tensor(0);
    Tensor indices = in.tensor(1);
    Tensor dst = in.result();
    Shape s = src.shape();
    int axis = Call.axis(op.axis(), s);
    int outer = Call.product(s, 0, axis);
    int inner = Call.product(s, axis + 1, s.rank());
    for (int i = 0; i < indices.size(); i++) {
      int from = index(in, indices, i, axis, s);
      for (int o = 0; o < outer; o++) {
        System.arraycopy(
            src.array(),
            (o * s.dim(axis) + from) * inner,
            dst.array(),
            (o * indices.size() + i) * inner,
            inner);
      }
    }
    return dst;
  }

  static Tensor gatherElements(GatherElements op, Call in) {
    Tensor src = in.tensor(0);
    Tensor indices = in.tensor(1);
    Tensor dst = in.result();
    int axis = Call.axis(op.axis(), src.shape());
    int[] strides = src.shape().strides();
    int step = strides[axis];
    strides[axis] = 0;
    for (int a = 0; a < strides.length; a++) {
      if (a != axis && dst.shape().dim(a) > src.shape().dim(a)) {
        throw in.error(
            "indices %s are larger than data %s on axis %d", indices.type(), src.type(), a);
      }
    }
    int[] offsets = Offsets.strided(dst.shape(), 0, strides);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] += index(in, indices, i, axis, src.shape()) * step;
    }
    Elements.gather(src, offsets, dst);
    return dst;
  }

  private static int index(Call in, Tensor indices, int i, int axis, Shape shape) {
    long index = indices.getLong(i);
    long from = index < 0 ? index + shape.dim(axis) : index;
    if (from < 0 || from >= shape.dim(axis)) {
      throw in.error("index %d is outside axis %d of data of shape %s", index, axis, shape);
    }
    return (int) from;
  }

  static Tensor where(Call in) {
    Tensor dst = in.result();
    int[] condition = Offsets.broadcast(in.tensor(0).shape(), dst.shape());
    int[] yes = Offsets.broadcast(in.tensor(1).shape(), dst.shape());
    int[] no = Offsets.broadcast(in.tensor(2).shape(), dst.shape());
    for (int i = 0; i < condition.length; i++) {
      boolean first = in.tensor(0).getLong(condition[i]) != 0;
      yes[i] = first ? yes[i] : -1;
      no[i] = first ? -1 : no[i];
    }
    Elements.gather(in.tensor(1), yes, dst);
    Elements.gather(in.tensor(2), no, dst);
    return dst;
  }

  static Tensor depthToSpace(DepthToSpace op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int b = op.block();
    int c = dst.shape().dim(1);
    int[] s = src.shape().strides();
    // The result as N x C x H x b x W x b.
    Shape split = Shape.of(dst.shape().dim(0), c, src.shape().dim(2), b, src.shape().dim(3), b);
    int channel = op.columnRow() ? b * b * s[1] : s[1];
    int column = op.columnRow() ? s[1] : c * s[1];
    int[] strides = {s[0], channel, s[2], b * column, s[3], column};
    Elements.gather(src, Offsets.strided(split, 0, strides), dst);
    return dst;
  }

  static Tensor spaceToDepth(SpaceToDepth op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int b = op.block();
    int[] s = src.shape().strides();
    Shape d = dst.shape();
    // The result as N x b x b x C x H x W.
    Shape split = Shape.of(d.dim(0), b, b, src.shape().dim(1), d.dim(2), d.dim(3));
    int[] strides = {s[0], s[2], s[3], s[1], b * s[2], b * s[3]};
    Elements.gather(src, Offsets.strided(split, 0, strides), dst);
    return dst;
  }
}
