package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Input rows as they are, the channels of each vector of lanes copied at once where they follow
/// each other in the input, else picked one by one.
final class CopiedRows implements DepthwiseStage.Rows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// Vectors of 128 bits mostly come without an instruction that picks.
  private static final boolean PICKS = L > 4;

  private final DepthwiseStage stage;
  // Whole vectors: the last channel fills the last one up.
  private final int[] channels;
  private final boolean[] runs;
  private final int ih;
  private final int iw;
  private final int stride;

  /// Rows of a work's first input.
  ///
  /// @param stage what they are for
  /// @param lanes which channels are needed
  /// @param input the dimensions of the input
  CopiedRows(DepthwiseStage stage, Lanes lanes, Shape input) {
    this.stage = stage;
    ih = input.dim(2);
    iw = input.dim(3);
    stride = Layout.pixelStride(input.dim(1));
    int[] valid = lanes.channels();
    channels = Arrays.copyOf(valid, Math.ceilDiv(valid.length, L) * L);
    Arrays.fill(channels, valid.length, channels.length, valid[valid.length - 1]);
    runs = new boolean[channels.length / L];
    for (int v = 0; v < runs.length; v++) {
      runs[v] = isRun(valid, v * L);
    }
  }

  private boolean isRun(int[] valid, int lane) {
    int first = valid[lane];
    return first + L <= stride
        && IntStream.range(lane, Math.min(lane + L, valid.length))
            .allMatch(i -> valid[i] - first == i - lane);
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
    int from = operands.inputOffset(0) + (image * ih + row) * iw * stride;
    int pixels = stage.inputPixels();
    float[] src = operands.input(0);
    int lane = stage.channel(panel);
    int end = lane + stage.width(panel);
    for (int d = to; lane < end; lane += L, d += ring) {
      int c = channels[lane];
      boolean run = runs[lane / L];
      if (run && lane + L < end && runs[lane / L + 1] && channels[lane + L] == c + L) {
        pairs(src, from + c, stride, pixels, scratch, d, ring);
        lane += L;
        d += ring;
      } else if (run) {
        vectors(src, from + c, stride, pixels, scratch, d);
      } else if (PICKS) {
        pick(src, from, channels, lane, stride, pixels, scratch, d);
      } else {
        for (int i = 0; i < L; i++) {
          pick(src, from + channels[lane + i], stride, pixels, scratch, d + i);
        }
      }
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

  private static void pick(
      float[] src, int from, int[] at, int lane, int stride, int pixels, float[] dst, int to) {
    for (int x = 0; x < pixels; x++) {
      FloatVector.fromArray(S, src, from + x * stride, at, lane).intoArray(dst, to + x * L);
    }
  }

  private static void pick(float[] src, int from, int stride, int pixels, float[] dst, int to) {
    for (int x = 0; x < pixels; x++) {
      dst[to + x * L] = src[from + x * stride];
    }
  }
}
