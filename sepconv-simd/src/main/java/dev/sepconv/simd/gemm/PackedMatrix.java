package dev.sepconv.simd.gemm;

import dev.sepconv.kernel.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// Weights of `outputs x k` in the order in which {@link MicroKernel} reads them: panels of a few
/// vectors of outputs, each the biases and then, for every k, the weights of its outputs. Outputs
/// beyond the last are zero.
public final class PackedMatrix {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private final int k;
  private final float[] data;
  private final int[] vectors;
  private final int[] offsets;
  private final int[] columns;

  /// Where weights come from.
  @FunctionalInterface
  public interface Source {
    /// One weight.
    ///
    /// @param output its output
    /// @param k its place in the sum
    /// @return the weight
    float at(int output, int k);
  }

  /// Packs weights.
  ///
  /// @param outputs how many outputs
  /// @param k the length of the sums
  /// @param weights gives each weight
  /// @param bias one per output; empty for zeros
  public PackedMatrix(int outputs, int k, Source weights, Optional<float[]> bias) {
    this.k = k;
    List<Integer> widths = widths(Layout.pixelStride(outputs) / L);
    vectors = widths.stream().mapToInt(w -> w).toArray();
    offsets = new int[vectors.length];
    columns = new int[vectors.length];
    data = new float[Math.multiplyExact(Layout.pixelStride(outputs), k + 1)];
    int at = 0;
    int first = 0;
    for (int p = 0; p < vectors.length; p++) {
      int width = vectors[p] * L;
      offsets[p] = at;
      columns[p] = first;
      for (int j = 0; j < width && first + j < outputs; j++) {
        data[at + j] = bias.isPresent() ? bias.get()[first + j] : 0;
        for (int i = 0; i < k; i++) {
          data[at + (i + 1) * width + j] = weights.at(first + j, i);
        }
      }
      at += width * (k + 1);
      first += width;
    }
  }

  private static List<Integer> widths(int n) {
    List<Integer> widths = new ArrayList<>();
    while (n > 0) {
      // A single vector at the end would be slow: 5 is 3 + 2.
      int w = n == MicroKernel.WIDEST + 1 && n > 3 ? 3 : Math.min(n, MicroKernel.WIDEST);
      widths.add(w);
      n -= w;
    }
    return widths;
  }

  /// How many panels there are.
  ///
  /// @return at least 1
  public int panels() {
    return vectors.length;
  }

  /// Multiplies pixels by some panels, as {@link MicroKernel#run} describes; `c` and `r` begin at
  /// output 0 of the first pixel.
  ///
  /// @param from the first panel
  /// @param to after the last panel
  public void multiply(
      int from,
      int to,
      float[] a,
      int ao,
      int as,
      int pixels,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    for (int p = from; p < to; p++) {
      int column = columns[p];
      MicroKernel.run(
          a,
          ao,
          as,
          pixels,
          k,
          data,
          offsets[p],
          vectors[p],
          c,
          co + column,
          cs,
          r,
          ro + column,
          rs,
          low,
          high);
    }
  }

  /// The first output of a panel.
  ///
  /// @param panel its number; {@link #panels} for the end
  /// @return the output
  public int column(int panel) {
    return panel < columns.length ? columns[panel] : columns[panel - 1] + vectors[panel - 1] * L;
  }
}
