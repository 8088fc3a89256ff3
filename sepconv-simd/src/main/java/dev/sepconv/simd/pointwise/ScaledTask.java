package dev.sepconv.simd.pointwise;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.gemm.Division;
import dev.sepconv.simd.gemm.PackedMatrix;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Prepared {@link ScaledPointwise} work. Image by image, the factors go into a copy of what is
/// faster to copy: the weights, or the pixels unless there are many more of them than output
/// channels.
final class ScaledTask implements Kernel.Task {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// Scaling a weight takes as long as scaling this many values of pixels: it is read from beyond
  /// the L2 cache.
  private static final int WEIGHT = 4;

  private final PackedMatrix matrix;
  private final int source;
  private final int factors;
  private final int pixels;
  private final int channels;
  private final int stride;
  private final boolean scalesWeights;
  private final List<Image> images;

  /// What is done for an image.
  ///
  /// @param scale puts the factors in
  /// @param product comes after it
  private record Image(Workers.SharedPart<Operands> scale, Division product) {}

  ScaledTask(PointwiseTask layer, Shape input, int source, int factors) {
    this.source = source;
    this.factors = factors;
    matrix = layer.matrix();
    channels = input.dim(1);
    pixels = input.dim(2) * input.dim(3);
    stride = Layout.pixelStride(channels);
    scalesWeights = WEIGHT * matrix.channel(matrix.panels()) < pixels;
    PointwiseTask.From from =
        scalesWeights ? PointwiseTask.From.SCALED_WEIGHTS : PointwiseTask.From.SCALED_PIXELS;
    images =
        IntStream.range(0, input.dim(0))
            .mapToObj(i -> new Image(scale(i), layer.product(from, i * pixels, pixels)))
            .toList();
  }

  @Override
  public int scratchFloats() {
    return scalesWeights ? matrix.offset(matrix.panels()) : pixels * stride;
  }

  private Workers.SharedPart<Operands> scale(int image) {
    return scalesWeights
        ? (operands, _, from, to) -> weights(operands, image, from, to)
        : (operands, _, from, to) -> pixels(operands, image, from, to);
  }

  @Override
  public void run(Operands operands, Workers workers) {
    for (Image image : images) {
      workers.run(scalesWeights ? matrix.panels() : pixels, operands, image.scale);
      image.product.run(operands, workers);
    }
  }

  private void weights(Operands operands, int image, int from, int to) {
    int fo = operands.inputOffset(factors) + image * stride;
    int scaled = operands.scratchOffset(0);
    float[] f = operands.input(factors);
    float[] dst = operands.scratch();
    for (int p = from; p < to; p++) {
      int width = matrix.width(p);
      int at = matrix.offset(p);
      System.arraycopy(matrix.data(), at, dst, scaled + at, width);
      for (int i = 0; i < channels; i++) {
        at += width;
        for (int v = 0; v < width; v += L) {
          FloatVector.fromArray(S, matrix.data(), at + v)
              .mul(f[fo + i])
              .intoArray(dst, scaled + at + v);
        }
      }
    }
  }

  private void pixels(Operands operands, int image, int from, int to) {
    int so = operands.inputOffset(source) + image * pixels * stride;
    int fo = operands.inputOffset(factors) + image * stride;
    int scaled = operands.scratchOffset(0);
    float[] f = operands.input(factors);
    float[] src = operands.input(source);
    float[] dst = operands.scratch();
    for (int p = from * stride; p < to * stride; p += stride) {
      for (int c = 0; c < stride; c += L) {
        FloatVector.fromArray(S, src, so + p + c)
            .mul(FloatVector.fromArray(S, f, fo + c))
            .intoArray(dst, scaled + p + c);
      }
    }
  }
}
