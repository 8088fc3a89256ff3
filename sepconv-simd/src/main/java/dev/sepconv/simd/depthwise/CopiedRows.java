package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Input rows as they are.
final class CopiedRows implements DepthwiseStage.Rows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private final DepthwiseStage stage;
  private final int source;
  private final int ih;
  private final int iw;
  private final int stride;

  /// Rows of an input.
  ///
  /// @param stage what they are for
  /// @param conv its layer
  /// @param source the number of the input
  CopiedRows(DepthwiseStage stage, ConvWork conv, int source) {
    this.stage = stage;
    this.source = source;
    ih = conv.input().dim(2);
    iw = conv.input().dim(3);
    stride = Layout.pixelStride(conv.input().dim(1));
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
    int from =
        operands.inputOffset(source) + (image * ih + row) * iw * stride + stage.channel(panel);
    int vectors = stage.width(panel) / L;
    float[] src = operands.input(source);
    int v = 0;
    for (; v <= vectors - 2; v += 2) {
      pairs(src, from + v * L, stride, stage.inputPixels(), scratch, to + v * ring, ring);
    }
    if (v < vectors) {
      vectors(src, from + v * L, stride, stage.inputPixels(), scratch, to + v * ring);
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
}
