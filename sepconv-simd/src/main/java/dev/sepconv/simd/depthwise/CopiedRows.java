package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.tensor.Shape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Input rows as they are. Lanes beyond the last channel are zeros.
final class CopiedRows implements DepthwiseStage.Rows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private final DepthwiseStage stage;
  private final int channels;
  private final int ih;
  private final int iw;
  private final int stride;

  /// Rows of a work's first input.
  ///
  /// @param stage what they are for
  /// @param channels how many channels of the input are needed
  /// @param input its dimensions
  CopiedRows(DepthwiseStage stage, int channels, Shape input) {
    this.stage = stage;
    this.channels = channels;
    ih = input.dim(2);
    iw = input.dim(3);
    stride = Layout.pixelStride(input.dim(1));
  }

  @Override
  public void put(
      Operands operands,
      int image,
      int row,
      int panel,
      float[] scratch,
      int own,
      int to,
      int ring) {
    int from = operands.inputOffset(0) + (image * ih + row) * iw * stride + stage.channel(panel);
    int width = Math.min(stage.width(panel), channels - stage.channel(panel));
    int vectors = width / L;
    float[] src = operands.input(0);
    int v = 0;
    for (; v <= vectors - 2; v += 2) {
      pairs(src, from + v * L, stride, stage.inputPixels(), scratch, to + v * ring, ring);
    }
    if (v < vectors) {
      vectors(src, from + v * L, stride, stage.inputPixels(), scratch, to + v * ring);
      v++;
    }
    if (v * L < width) {
      int rest = width - v * L;
      part(src, from + v * L, stride, stage.inputPixels(), scratch, to + v * ring, rest);
    }
  }

  private static void pairs(
      float[] src, int from, int stride, int pixels, float[] dst, int to, int ring) {
    for (int x = 0; x < pixels; x++) {
      int s = from + x * stride;
      int d = to + x * L;
      FloatVector.fromArray(S, src, s).intoArray(dst, d);
      FloatVector.fromArray(S, src, s + L).intoArray(dst, d + ring);
    }
  }

  private static void vectors(float[] src, int from, int stride, int pixels, float[] dst, int to) {
    for (int x = 0; x < pixels; x++) {
      FloatVector.fromArray(S, src, from + x * stride).intoArray(dst, to + x * L);
    }
  }

  private static void part(
      float[] src, int from, int stride, int pixels, float[] dst, int to, int width) {
    VectorMask<Float> valid = S.indexInRange(0, width);
    for (int x = 0; x < pixels; x++) {
      FloatVector.fromArray(S, src, from + x * stride, valid).intoArray(dst, to + x * L);
    }
  }
}
