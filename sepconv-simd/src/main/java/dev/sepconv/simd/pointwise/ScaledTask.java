package dev.sepconv.simd.pointwise;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.gemm.PackedMatrix;
import dev.sepconv.tensor.Shape;
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

  private final PointwiseTask layer;
  private final PackedMatrix matrix;
  private final int source;
  private final int factors;
  private final int images;
  private final int pixels;
  private final int channels;
  private final int stride;
  private final boolean scalesWeights;

  ScaledTask(PointwiseTask layer, Shape input, int source, int factors) {
    this.layer = layer;
    this.source = source;
    this.factors = factors;
    matrix = layer.matrix();
    images = input.dim(0);
    channels = input.dim(1);
    pixels = input.dim(2) * input.dim(3);
    stride = Layout.pixelStride(channels);
    scalesWeights = WEIGHT * matrix.channel(matrix.panels()) < pixels;
  }

  @Override
  public int scratchFloats() {
    return scalesWeights ? matrix.offset(matrix.panels()) : pixels * stride;
  }

  @Override
  public void run(Operands operands, Workers workers) {
    float[] scratch = operands.scratch();
    int scaled = operands.scratchOffset(0);
    for (int i = 0; i < images; i++) {
      int first = i * pixels;
      int so = operands.inputOffset(source) + first * stride;
      int fo = operands.inputOffset(factors) + i * stride;
      if (scalesWeights) {
        workers.run(matrix.panels(), (_, from, to) -> weights(operands, from, to, fo, scaled));
        float[] src = operands.input(source);
        layer.run(operands, workers, src, so, scratch, scaled, false, first, pixels);
      } else {
        workers.run(pixels, (_, from, to) -> pixels(operands, from, to, so, fo, scaled));
        layer.run(operands, workers, scratch, scaled, matrix.data(), 0, true, first, pixels);
      }
    }
  }

  private void weights(Operands operands, int from, int to, int fo, int scaled) {
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

  private void pixels(Operands operands, int from, int to, int so, int fo, int scaled) {
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
