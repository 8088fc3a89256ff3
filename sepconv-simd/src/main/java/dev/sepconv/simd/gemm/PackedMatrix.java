package dev.sepconv.simd.gemm;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// Weights in the order in which {@link MicroKernels} read them: panels of some vectors of output
/// channels, each the bias and then, for every inner index, one row of weights. Lanes beyond the
/// last output channel are zero.
public final class PackedMatrix {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  private final int[] vectors;
  private final int[] channel;
  private final int[] offset;
  private final float[] data;

  private PackedMatrix(int inner, int[] vectors) {
    this.vectors = vectors;
    channel = new int[vectors.length];
    offset = new int[vectors.length];
    int c = 0;
    int o = 0;
    for (int p = 0; p < vectors.length; p++) {
      channel[p] = c;
      offset[p] = o;
      c += vectors[p] * LANES;
      o = Math.addExact(o, Math.multiplyExact(vectors[p] * LANES, inner + 1));
    }
    data = new float[o];
  }

  /// Packs the weights of a pointwise or linear layer.
  ///
  /// @param weights `oc x ic`, row-major
  /// @param oc output channels
  /// @param ic input channels
  /// @param bias per output channel; empty for zeros
  /// @return the packed matrix
  public static PackedMatrix of(float[] weights, int oc, int ic, Optional<float[]> bias) {
    return of(weights, 0, oc, ic, 1, 0, ic, 1, bias);
  }

  /// Packs weights `w[o, t, i]`, stored at `offset + o·outputStride + t·tapStride + i·stride`; the
  /// inner dimension is the taps, and in each the channels.
  ///
  /// @param weights the weights
  /// @param offset the first one
  /// @param oc output channels
  /// @param outputStride from output to output
  /// @param taps the number of taps
  /// @param tapStride from tap to tap
  /// @param ic input channels per tap
  /// @param stride from input channel to input channel
  /// @param bias per output channel; empty for zeros
  /// @return the packed matrix
  public static PackedMatrix of(
      float[] weights,
      int offset,
      int oc,
      int outputStride,
      int taps,
      int tapStride,
      int ic,
      int stride,
      Optional<float[]> bias) {
    PackedMatrix m = new PackedMatrix(taps * ic, widths(Math.ceilDiv(oc, LANES)));
    for (int p = 0; p < m.panels(); p++) {
      int width = m.vectors[p] * LANES;
      int first = m.channel[p];
      int count = Math.min(width, oc - first);
      int to = m.offset[p];
      if (bias.isPresent()) {
        System.arraycopy(bias.get(), first, m.data, to, count);
      }
      for (int t = 0; t < taps; t++) {
        for (int i = 0; i < ic; i++) {
          to += width;
          int from = offset + first * outputStride + t * tapStride + i * stride;
          for (int o = 0; o < count; o++) {
            m.data[to + o] = weights[from + o * outputStride];
          }
        }
      }
    }
    return m;
  }

  /// Divides vectors into panels as wide as the registers allow, none much narrower than others:
  /// narrow ones load more per multiplication.
  private static int[] widths(int total) {
    int panels = Math.ceilDiv(total, MicroKernels.WIDEST);
    int[] widths = new int[panels];
    for (int p = 0; p < panels; p++) {
      widths[p] = total * (p + 1) / panels - total * p / panels;
    }
    return widths;
  }

  /// How many panels there are.
  ///
  /// @return the count
  public int panels() {
    return vectors.length;
  }

  /// The width of a panel.
  ///
  /// @param panel its number
  /// @return in vectors
  public int vectors(int panel) {
    return vectors[panel];
  }

  /// The first output channel of a panel.
  ///
  /// @param panel its number
  /// @return the channel
  public int channel(int panel) {
    return channel[panel];
  }

  /// Where a panel begins.
  ///
  /// @param panel its number
  /// @return an index of {@link #data}
  public int offset(int panel) {
    return offset[panel];
  }

  /// The packed weights.
  ///
  /// @return the array, not a copy; read only
  public float[] data() {
    return data;
  }
}
