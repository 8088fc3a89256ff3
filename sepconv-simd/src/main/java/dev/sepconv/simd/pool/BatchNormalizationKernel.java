package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.simd.move.Strides;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A normalisation with constants that no layer has taken in: `factor·x + shift` for each channel,
/// in both layouts.
public final class BatchNormalizationKernel implements Kernel {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  @Override
  public String id() {
    return "f32-batch-normalization-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && work.first().op() instanceof BatchNormalization
            && available.size() == 1
            && work.outputShape().rank() >= 2
            && work.first().inputs().stream()
                .skip(1)
                .allMatch(i -> work.graph().constant(i).isPresent() && Floats.is(work.graph(), i));
    return fits ? Optional.of(Layouts.all(1, available.get(0))) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    double epsilon = ((BatchNormalization) work.first().op()).epsilon();
    Shape shape = work.outputShape();
    int channels = shape.dim(1);
    int padded = Layout.pixelStride(channels);
    float[] factors = new float[padded];
    float[] shifts = new float[padded];
    float[][] given = new float[5][];
    for (int i = 1; i < 5; i++) {
      given[i] = Floats.known(work, i).orElseThrow().floats();
    }
    for (int c = 0; c < channels; c++) {
      double factor = given[1][c] / Math.sqrt(given[4][c] + epsilon);
      factors[c] = (float) factor;
      shifts[c] = (float) (given[2][c] - given[3][c] * factor);
    }
    return layouts.output() == Layout.CHANNELS_LAST
        ? pixels(shape, padded, factors, shifts)
        : planes(shape, channels, factors, shifts);
  }

  private static Task pixels(Shape shape, int channels, float[] factors, float[] shifts) {
    int[] dims = {shape.dim(0) * shape.dim(2) * shape.dim(3), channels};
    int[] all = {channels, 1};
    Strides walk = new Strides(dims, all, new int[] {0, 1});
    return (operands, workers) -> {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      int so = operands.inputOffset(0);
      int to = operands.outputOffset(0);
      walk.run(
          workers,
          (worker, at, c, none, rows, n) ->
              rows(src, so + at, factors, shifts, c, dst, to + at, rows, channels, n));
    };
  }

  private static void rows(
      float[] src,
      int at,
      float[] factors,
      float[] shifts,
      int c,
      float[] dst,
      int to,
      int rows,
      int stride,
      int n) {
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      for (int i = 0; i < n; i += S.length()) {
        FloatVector factor = FloatVector.fromArray(S, factors, c + i);
        FloatVector shift = FloatVector.fromArray(S, shifts, c + i);
        FloatVector x = FloatVector.fromArray(S, src, at + row + i);
        x.fma(factor, shift).intoArray(dst, to + row + i);
      }
    }
  }

  private static Task planes(Shape shape, int channels, float[] factors, float[] shifts) {
    int plane = Floats.product(shape.toInts(), 2, shape.rank());
    return (operands, workers) -> {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      workers.run(
          shape.dim(0) * channels,
          (worker, from, to) -> {
            for (int i = from; i < to; i++) {
              Lines.row(
                  src,
                  operands.inputOffset(0) + i * plane,
                  factors[i % channels],
                  shifts[i % channels],
                  dst,
                  operands.outputOffset(0) + i * plane,
                  plane);
            }
          });
    };
  }
}
