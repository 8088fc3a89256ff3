package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Local response normalisation, row-major: `x / d^beta` with d = bias + alpha / size · Σ x² over
/// neighbouring channels, the power by exponential and logarithm.
public final class LrnKernel implements Kernel {
  @Override
  public String id() {
    return "f32-lrn-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits = Floats.only(work) && work.first().op() instanceof Lrn && available.size() == 1;
    return fits ? Optional.of(Layouts.all(1, Layout.PLAIN)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Shape shape = work.outputShape();
    int plane = Floats.product(shape.toInts(), 2, shape.rank());
    return new Planes((Lrn) work.first().op(), shape.dim(0), shape.dim(1), plane);
  }

  private record Planes(Lrn op, int n, int channels, int plane) implements Task {
    /// Elements that are done at a time.
    private static final int PART = 1024;

    private static final Activation LOG = function(Unary.Kind.LOG);
    private static final Activation EXP = function(Unary.Kind.EXP);

    private static Activation function(Unary.Kind kind) {
      return new Activation(
          Optional.of(Unary.of(kind)), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    @Override
    public int scratchFloats() {
      return PART;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      float[] divisors = operands.scratch();
      int parts = Math.ceilDiv(plane, PART);
      workers.run(
          n * channels * parts,
          (worker, from, to) -> {
            for (int item = from; item < to; item++) {
              int c = item / parts % channels;
              int first = item % parts * PART;
              int at = item / parts * plane + first;
              part(
                  src,
                  operands.inputOffset(0) + at,
                  c,
                  dst,
                  operands.outputOffset(0) + at,
                  divisors,
                  operands.scratchOffset(worker),
                  Math.min(PART, plane - first));
            }
          });
    }

    private void part(
        float[] src, int at, int c, float[] dst, int to, float[] d, int so, int length) {
      int before = (op.size() - 1) / 2;
      int after = op.size() - 1 - before;
      Arrays.fill(d, so, so + PART, 0);
      for (int k = Math.max(c - before, 0); k <= Math.min(c + after, channels - 1); k++) {
        int other = at + (k - c) * plane;
        for (int i = 0; i < length; i++) {
          d[so + i] = Math.fma(src[other + i], src[other + i], d[so + i]);
        }
      }
      // Over the whole scratch: no rest then.
      Lines.row(d, so, op.alpha() / op.size(), op.bias(), d, so, PART);
      VectorFunctions.apply(LOG, d, so, PART);
      Lines.row(d, so, -op.beta(), 0, d, so, PART);
      VectorFunctions.apply(EXP, d, so, PART);
      for (int i = 0; i < length; i++) {
        dst[to + i] = src[at + i] * d[so + i];
      }
    }
  }
}
