package dev.sepconv.simd.move;

import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Axes in another order, row-major: also what splits or joins channels and blocks of pixels.
public final class PermuteKernel implements Kernel {
  @Override
  public String id() {
    return "f32-permute";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && available.size() == 1
            && switch (work.first().op()) {
              case Transpose _, DepthToSpace _, SpaceToDepth _ -> true;
              default -> false;
            };
    return fits ? Optional.of(Layouts.all(1, Layout.PLAIN)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Shape from = work.inputShape(0);
    Shape to = work.outputShape();
    int[] s = from.strides();
    Walk w =
        switch (work.first().op()) {
          case Transpose t -> transposed(t, to, s);
          case DepthToSpace d -> depthToSpace(d, from, to, s);
          case SpaceToDepth d -> spaceToDepth(d, from, to, s);
          default -> throw new IllegalStateException("not accepted");
        };
    Strides walk = Strides.tiled(w.dims, Shape.of(longs(w.dims)).strides(), w.strides);
    return (operands, workers) -> {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      int so = operands.inputOffset(0);
      int at = operands.outputOffset(0);
      walk.run(
          workers,
          (worker, d, x, none, rows, n) ->
              copy(src, so + x, walk.row(1), walk.inner(1), dst, at + d, walk.row(0), rows, n));
    };
  }

  /// The result's axes, split as the source's, and the source's strides along them.
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Walk(int[] dims, int[] strides) {}

  private static Walk transposed(Transpose t, Shape to, int[] s) {
    int[] strides = new int[s.length];
    for (int a = 0; a < s.length; a++) {
      strides[a] = s[t.permutation().isEmpty() ? s.length - 1 - a : t.permutation().get(a)];
    }
    return new Walk(to.toInts(), strides);
  }

  private static Walk depthToSpace(DepthToSpace op, Shape from, Shape to, int[] s) {
    int b = op.block();
    int c = to.dim(1);
    int channel = op.columnRow() ? b * b * s[1] : s[1];
    int column = op.columnRow() ? s[1] : c * s[1];
    return new Walk(
        new int[] {to.dim(0), c, from.dim(2), b, from.dim(3), b},
        new int[] {s[0], channel, s[2], b * column, s[3], column});
  }

  private static Walk spaceToDepth(SpaceToDepth op, Shape from, Shape to, int[] s) {
    int b = op.block();
    return new Walk(
        new int[] {to.dim(0), b, b, from.dim(1), to.dim(2), to.dim(3)},
        new int[] {s[0], s[2], s[3], s[1], b * s[2], b * s[3]});
  }

  private static long[] longs(int[] dims) {
    return java.util.Arrays.stream(dims).asLongStream().toArray();
  }

  private static void copy(
      float[] src,
      int so,
      int srcRow,
      int srcStep,
      float[] dst,
      int to,
      int dstRow,
      int rows,
      int n) {
    if (srcStep == 1) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(src, so + r * srcRow, dst, to + r * dstRow, n);
      }
      return;
    }
    for (int r = 0; r < rows; r++) {
      int s = so + r * srcRow;
      int d = to + r * dstRow;
      for (int i = 0; i < n; i++) {
        dst[d + i] = src[s + i * srcStep];
      }
    }
  }
}
