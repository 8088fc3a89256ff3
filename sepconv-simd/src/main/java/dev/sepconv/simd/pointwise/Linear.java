package dev.sepconv.simd.pointwise;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.Division;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A linear layer, `rows x in` to `rows x out`, or another product with a constant matrix. For one
/// row it is bound by reading the weights once.
public final class Linear implements Kernel {
  @Override
  public String id() {
    return "f32-linear-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return MatrixLayer.of(work).map(l -> Layouts.all(available.size(), Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    MatrixLayer l = MatrixLayer.of(work).orElseThrow();
    return new LinearTask(l.pack(), l.rows(), l.in(), l.out(), new Epilogue(l.activation()));
  }

  /// Whole vectors would reach beyond the last column, so a last panel that is not full is computed
  /// in scratch memory and copied.
  private static final class LinearTask implements Task {
    private final PackedMatrix matrix;
    private final int rows;
    private final int in;
    private final int out;
    private final Epilogue epilogue;
    private final Division division;

    LinearTask(PackedMatrix matrix, int rows, int in, int out, Epilogue epilogue) {
      this.matrix = matrix;
      this.rows = rows;
      this.in = in;
      this.out = out;
      this.epilogue = epilogue;
      division =
          new Division(
              Math.ceilDiv(rows, Division.UNIT),
              matrix.panels(),
              out > rows,
              (long) rows * in * out,
              this::part);
    }

    @Override
    public int scratchFloats() {
      return Division.UNIT * matrix.width(matrix.panels() - 1);
    }

    @Override
    public void run(Operands operands, Workers workers) {
      division.run(operands, workers);
    }

    private void part(
        Operands operands, int worker, int fromUnit, int toUnit, int fromPanel, int toPanel) {
      for (int u = fromUnit; u < toUnit; u++) {
        int first = u * Division.UNIT;
        int count = Math.min(Division.UNIT, rows - first);
        for (int p = fromPanel; p < toPanel; p++) {
          if (matrix.channels(p) == matrix.width(p)) {
            int to = operands.outputOffset(0) + first * out + matrix.channel(p);
            panel(operands, p, first, count, operands.output(0), to, out);
          } else {
            int to = operands.scratchOffset(worker);
            panel(operands, p, first, count, operands.scratch(), to, matrix.width(p));
            copy(operands, p, first, count, to);
          }
        }
      }
    }

    private void panel(
        Operands operands, int p, int first, int count, float[] dst, int to, int stride) {
      MicroKernels.run(
          operands.input(0),
          operands.inputOffset(0) + first * in,
          in,
          count,
          in,
          matrix.data(),
          matrix.offset(p),
          matrix.vectors(p),
          dst,
          -1,
          0,
          dst,
          to,
          stride,
          MicroKernels.LANES,
          epilogue.range());
      for (int r = 0; r < count && epilogue.hasFunction(); r++) {
        epilogue.function(dst, to + r * stride, matrix.width(p));
      }
    }

    private void copy(Operands operands, int p, int first, int count, int from) {
      int to = operands.outputOffset(0) + first * out + matrix.channel(p);
      for (int r = 0; r < count; r++) {
        System.arraycopy(
            operands.scratch(),
            from + r * matrix.width(p),
            operands.output(0),
            to + r * out,
            matrix.channels(p));
      }
    }
  }
}
