package dev.sepconv.simd.pointwise;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.Panels;
import java.util.Optional;

/// Prepared {@link Product} work. An item is one panel of one matrix of the batch: it is packed
/// into scratch memory and multiplied by all rows.
///
/// @param left the number of the left operand
/// @param right the number of the right operand
/// @param m the rows of the left one
/// @param k the inner dimension
/// @param n the columns of the right one
/// @param columnStride from column to column of the right one
/// @param rowStride from row to row of the right one
/// @param leftOffsets where the left matrix of each element of the batch begins
/// @param rightOffsets where the right one begins
/// @param panels how the right one is divided
/// @param bias per column; empty for none
@SuppressWarnings("ArrayRecordComponent") // offsets are read, never compared
record ProductTask(
    int left,
    int right,
    int m,
    int k,
    int n,
    int columnStride,
    int rowStride,
    int[] leftOffsets,
    int[] rightOffsets,
    Panels panels,
    Optional<float[]> bias)
    implements Kernel.Task {
  /// Rows at a time of a panel that is not full: a multiple of every tile's height.
  private static final int ROWS = 24;

  private int widest() {
    int widest = 0;
    for (int p = 0; p < panels.count(); p++) {
      widest = Math.max(widest, panels.width(p));
    }
    return widest;
  }

  @Override
  public int scratchFloats() {
    return Math.multiplyExact(widest(), k + 1 + ROWS);
  }

  @Override
  public void run(Operands operands, Workers workers) {
    workers.run(
        rightOffsets.length * panels.count(),
        (worker, from, to) -> {
          for (int i = from; i < to; i++) {
            panel(operands, operands.scratchOffset(worker), i / panels.count(), i % panels.count());
          }
        });
  }

  private void panel(Operands operands, int packed, int element, int p) {
    float[] scratch = operands.scratch();
    float[] dst = operands.output(0);
    panels.pack(
        p,
        operands.input(right),
        operands.inputOffset(right) + rightOffsets[element],
        columnStride,
        rowStride,
        bias,
        scratch,
        packed);
    int src = operands.inputOffset(left) + leftOffsets[element];
    int to = operands.outputOffset(0) + element * m * n + panels.column(p);
    int width = panels.width(p);
    if (panels.columns(p) == width) {
      multiply(operands, src, m, packed, p, dst, to, n);
      return;
    }
    // Whole vectors would reach beyond the last column.
    int part = packed + width * (k + 1);
    for (int r = 0; r < m; r += ROWS) {
      int rows = Math.min(ROWS, m - r);
      multiply(operands, src + r * k, rows, packed, p, scratch, part, width);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(scratch, part + i * width, dst, to + (r + i) * n, panels.columns(p));
      }
    }
  }

  private void multiply(
      Operands operands, int src, int rows, int packed, int p, float[] dst, int to, int stride) {
    MicroKernels.run(
        operands.input(left),
        src,
        k,
        rows,
        k,
        operands.scratch(),
        packed,
        panels.vectors(p),
        dst,
        -1,
        0,
        dst,
        to,
        stride,
        MicroKernels.LANES,
        Epilogue.NO_RANGE);
  }
}
