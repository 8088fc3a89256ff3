package dev.sepconv.simd.pack;

import dev.sepconv.kernel.Layout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Output channels divided into panels of as many vectors as a micro-kernel keeps in registers. A
/// panel's weights lie together, `[k][width]`, zero beyond the channels.
public final class Panels {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /// 4 vectors need 24 accumulators: only 512-bit machines have 32 registers. Channels come in
  /// blocks of {@link Layout#BLOCK}, so that two shorter vectors always fit.
  private static final int[] SIZES = LANES < Layout.BLOCK ? new int[] {2} : new int[] {4, 2, 1};

  private final int channels;
  private final int[] begin;

  /// Divides channels.
  ///
  /// @param channels how many
  public Panels(int channels) {
    this.channels = channels;
    int vectors = Layout.pixelStride(channels) / LANES;
    int[] found = new int[vectors + 1];
    int count = 0;
    for (int at = 0; at < vectors; count++) {
      int left = vectors - at;
      at += Arrays.stream(SIZES).filter(s -> s <= left).findFirst().orElseThrow();
      found[count + 1] = at * LANES;
    }
    begin = Arrays.copyOf(found, count + 1);
  }

  /// How many panels there are.
  ///
  /// @return at least 1
  public int count() {
    return begin.length - 1;
  }

  /// All channels, rounded up to whole vectors.
  ///
  /// @return the sum of all widths
  public int width() {
    return begin[begin.length - 1];
  }

  /// The first channel of a panel; its weights begin at `k` times this.
  ///
  /// @param panel its number
  /// @return a multiple of the vector length
  public int begin(int panel) {
    return begin[panel];
  }

  /// The channels of a panel, those beyond the last included.
  ///
  /// @param panel its number
  /// @return vectors times the vector length
  public int width(int panel) {
    return begin[panel + 1] - begin[panel];
  }

  /// The vectors of a panel.
  ///
  /// @param panel its number
  /// @return 4, 2 or 1
  public int vectors(int panel) {
    return width(panel) / LANES;
  }

  /// A weight by its place.
  @FunctionalInterface
  public interface Weights {
    /// A weight.
    ///
    /// @param channel an output channel
    /// @param k a term of the sum
    /// @return the weight
    float get(int channel, int k);
  }

  /// Arranges weights.
  ///
  /// @param terms how many terms the sum of each channel has
  /// @param weights where they come from
  /// @param packed where they go
  /// @param offset where that begins; `terms * width()` are written
  public void pack(int terms, Weights weights, float[] packed, int offset) {
    for (int p = 0; p < count(); p++) {
      int at = offset + begin(p) * terms;
      for (int k = 0; k < terms; k++) {
        for (int c = begin(p); c < begin(p + 1); c++) {
          packed[at++] = c < channels ? weights.get(c, k) : 0;
        }
      }
    }
  }

  /// Arranges a bias.
  ///
  /// @param bias of all channels, or empty for zero
  /// @param first the channel that is this division's first
  /// @return one value per channel, zeros beyond
  public float[] pack(float[] bias, int first) {
    float[] packed = new float[width()];
    System.arraycopy(bias, first, packed, 0, Math.min(channels, Math.max(0, bias.length - first)));
    return packed;
  }
}
