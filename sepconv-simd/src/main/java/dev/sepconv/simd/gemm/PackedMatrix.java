package dev.sepconv.simd.gemm;

import dev.sepconv.kernel.Layout;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Weights in the order in which {@link MicroKernels} read them: all {@link Panels} one after the
/// other.
public final class PackedMatrix {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// Less than 16 KB of weights are there before a tile has to wait for many of them; more than 256
  /// KB might drive each other out of an L2 cache.
  private static final int LEAST_FETCHED = 4 * 1024;

  private static final int MOST_FETCHED = 64 * 1024;

  /// 4 KB, beyond which nothing is fetched ahead.
  private static final int PAGE = 1024;

  private final Panels panels;
  private final float[] data;

  @SuppressWarnings("UnusedVariable")
  // Written so that the loads that make it up cannot be left out; never read.
  private float fetched;

  private PackedMatrix(Panels panels) {
    this.panels = panels;
    data = new float[Layout.FIRST_LINE + panels.offset(panels.count())];
  }

  /// Packs the weights of a pointwise or linear layer.
  ///
  /// @param weights `oc x ic`, row-major
  /// @param oc output channels
  /// @param ic input channels
  /// @param bias per output channel; empty for zeros
  /// @return the packed matrix
  public static PackedMatrix of(float[] weights, int oc, int ic, Optional<float[]> bias) {
    return of(weights, oc, ic, ic, 1, bias);
  }

  /// Packs weights `w[o, i]`, stored at `o·outputStride + i·stride`.
  ///
  /// @param weights the weights
  /// @param oc output channels
  /// @param outputStride from output to output
  /// @param ic input channels
  /// @param stride from input channel to input channel
  /// @param bias per output channel; empty for zeros
  /// @return the packed matrix
  public static PackedMatrix of(
      float[] weights, int oc, int outputStride, int ic, int stride, Optional<float[]> bias) {
    PackedMatrix m = new PackedMatrix(new Panels(oc, ic));
    for (int p = 0; p < m.panels(); p++) {
      m.panels.pack(p, weights, 0, outputStride, stride, bias, m.data, m.offset(p));
    }
    return m;
  }

  /// How many panels there are.
  ///
  /// @return the count
  public int panels() {
    return panels.count();
  }

  /// The width of a panel.
  ///
  /// @param panel its number
  /// @return in vectors
  public int vectors(int panel) {
    return panels.vectors(panel);
  }

  /// The width of a panel.
  ///
  /// @param panel its number
  /// @return in floats
  public int width(int panel) {
    return panels.width(panel);
  }

  /// The first output channel of a panel.
  ///
  /// @param panel its number; the count of panels for the end of the last
  /// @return the channel
  public int channel(int panel) {
    return panels.column(panel);
  }

  /// The first output channels of all panels.
  ///
  /// @return as many as there are panels, and the end of the last one
  public int[] bounds() {
    int[] bounds = new int[panels() + 1];
    for (int p = 0; p < bounds.length; p++) {
      bounds[p] = channel(p);
    }
    return bounds;
  }

  /// How many output channels lie in a panel.
  ///
  /// @param panel its number
  /// @return the width, or less for the last panel
  public int channels(int panel) {
    return panels.columns(panel);
  }

  /// Where a panel begins.
  ///
  /// @param panel its number
  /// @return an index of {@link #data}
  public int offset(int panel) {
    return Layout.FIRST_LINE + panels.offset(panel);
  }

  /// The packed weights.
  ///
  /// @return the array, not a copy; read only
  public float[] data() {
    return data;
  }

  /// Reads a panel of weights that are probably in no cache near, since the last run needed others
  /// after them: a loop of nothing but loads has more of them under way at once than the first tile
  /// would. Layers of 7x7 pixels are 1.06 to 1.12 times faster so on an Intel Emerald Rapids. Four
  /// pages at once, because each is fetched ahead on its own: from main memory that is 1.3 to 1.5
  /// times faster on Zen 5 than one after the other.
  ///
  /// @param panel its number
  public void fetch(int panel) {
    int begin = offset(panel);
    int length = offset(panel + 1) - begin;
    if (length < LEAST_FETCHED) {
      return;
    }
    int end = begin + Math.min(length, MOST_FETCHED);
    FloatVector a = FloatVector.zero(S);
    FloatVector b = FloatVector.zero(S);
    FloatVector c = FloatVector.zero(S);
    FloatVector d = FloatVector.zero(S);
    int next = begin;
    for (; next <= end - 4 * PAGE; next += 4 * PAGE) {
      for (int i = next; i < next + PAGE; i += L) {
        a = a.add(FloatVector.fromArray(S, data, i));
        b = b.add(FloatVector.fromArray(S, data, i + PAGE));
        c = c.add(FloatVector.fromArray(S, data, i + 2 * PAGE));
        d = d.add(FloatVector.fromArray(S, data, i + 3 * PAGE));
      }
    }
    for (; next < end; next += L) {
      a = a.add(FloatVector.fromArray(S, data, next));
    }
    fetched = a.add(b).add(c.add(d)).lane(0);
  }
}
