package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.tensor.Shape;
import jdk.incubator.vector.FloatVector;

/// Input rows whose channels lie in the lanes in any order, some of them several times or not at
/// all.
final class GatheredRows implements DepthwiseStage.Rows {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private final DepthwiseStage stage;
  private final int[] channels;
  private final int ih;
  private final int iw;
  private final int stride;

  /// Rows of a work's first input.
  ///
  /// @param stage what they are for
  /// @param channels of the input, one per lane
  /// @param input its dimensions
  GatheredRows(DepthwiseStage stage, int[] channels, Shape input) {
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
    float[] src = operands.input(0);
    int from = operands.inputOffset(0) + (image * ih + row) * iw * stride;
    int first = stage.channel(panel);
    int end = Math.min(first + stage.width(panel), channels.length);
    for (int lane = first; lane < end; lane++) {
      int d = to + (lane - first) / L * ring + (lane - first) % L;
      lane(src, from + channels[lane], stride, stage.inputPixels(), scratch, d);
    }
  }

  private static void lane(float[] src, int from, int stride, int pixels, float[] dst, int to) {
    for (int x = 0; x < pixels; x++) {
      dst[to + x * L] = src[from + x * stride];
    }
  }
}
