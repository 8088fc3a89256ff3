package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Normalisation of each plane by its own mean and variance, row-major.
public final class InstanceNormalizationKernel implements Kernel {
  @Override
  public String id() {
    return "f32-instance-normalization-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && work.first().op() instanceof InstanceNormalization
            && available.size() == 1
            && work.graph().constant(work.first().inputs().get(1)).isPresent()
            && work.graph().constant(work.first().inputs().get(2)).isPresent();
    return fits ? Optional.of(Layouts.all(1, Layout.PLAIN)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    double epsilon = ((InstanceNormalization) work.first().op()).epsilon();
    float[] scale = Floats.known(work, 1).orElseThrow().floats();
    float[] bias = Floats.known(work, 2).orElseThrow().floats();
    Shape shape = work.outputShape();
    int channels = shape.dim(1);
    int n = Floats.product(shape.toInts(), 2, shape.rank());
    return new Task() {
      @Override
      public int scratchFloats() {
        return Layout.BLOCK;
      }

      @Override
      public void run(Operands operands, Workers workers) {
        float[] src = operands.input(0);
        float[] dst = operands.output(0);
        float[] scratch = operands.scratch();
        workers.run(
            shape.dim(0) * channels,
            (worker, from, to) -> {
              int so = operands.scratchOffset(worker);
              for (int i = from; i < to; i++) {
                int c = i % channels;
                int at = operands.inputOffset(0) + i * n;
                int out = operands.outputOffset(0) + i * n;
                float mean = Columns.row(Reduction.SUM, src, at, n, scratch, so) / n;
                // Centred first: the difference of two large sums would lose the variance.
                Lines.row(src, at, 1, -mean, dst, out, n);
                float squares = Columns.row(Reduction.SUM_SQUARE, dst, out, n, scratch, so);
                double factor = scale[c] / Math.sqrt((double) squares / n + epsilon);
                Lines.row(dst, out, (float) factor, bias[c], dst, out, n);
              }
            });
      }
    };
  }
}
