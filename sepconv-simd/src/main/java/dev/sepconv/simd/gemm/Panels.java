package dev.sepconv.simd.gemm;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// How the columns of a matrix are divided into panels, and where each lies when packed: one row of
/// biases, and then for every inner index one row of weights, as wide as the panel. Lanes beyond
/// the last column are zero.
public final class Panels {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  private final int columns;
  private final int inner;
  private final int[] firstVector;

  /// Divides columns into panels as wide as the registers allow, none much narrower than others:
  /// narrow ones load more per multiplication.
  ///
  /// @param columns output channels
  /// @param inner the length of the sums
  public Panels(int columns, int inner) {
    this.columns = columns;
    this.inner = inner;
    int total = Math.ceilDiv(columns, LANES);
    int panels = Math.ceilDiv(total, MicroKernels.WIDEST);
    firstVector = new int[panels + 1];
    for (int p = 0; p <= panels; p++) {
      firstVector[p] = total * p / panels;
    }
  }

  /// How many panels there are.
  ///
  /// @return the count
  public int count() {
    return firstVector.length - 1;
  }

  /// The width of a panel.
  ///
  /// @param panel its number
  /// @return in vectors
  public int vectors(int panel) {
    return firstVector[panel + 1] - firstVector[panel];
  }

  /// The width of a panel.
  ///
  /// @param panel its number
  /// @return in floats
  public int width(int panel) {
    return vectors(panel) * LANES;
  }

  /// The first column of a panel.
  ///
  /// @param panel its number; the count of panels for the end of the last
  /// @return the column
  public int column(int panel) {
    return firstVector[panel] * LANES;
  }

  /// How many columns of the matrix lie in a panel.
  ///
  /// @param panel its number
  /// @return the width, or less for the last panel
  public int columns(int panel) {
    return Math.min(width(panel), columns - column(panel));
  }

  /// Where a panel begins if all are packed one after the other.
  ///
  /// @param panel its number; the count of panels for the end of the last
  /// @return an offset in floats
  public int offset(int panel) {
    return Math.multiplyExact(column(panel), inner + 1);
  }

  /// Packs one panel of a matrix `w[o, i]`, stored at `offset + o·outputStride + i·stride`.
  ///
  /// @param panel its number
  /// @param weights the matrix
  /// @param offset its first element
  /// @param outputStride from column to column
  /// @param stride from inner index to inner index
  /// @param bias per column; empty for zeros
  /// @param dst takes the panel
  /// @param to where it begins
  public void pack(
      int panel,
      float[] weights,
      int offset,
      int outputStride,
      int stride,
      Optional<float[]> bias,
      float[] dst,
      int to) {
    int width = width(panel);
    int count = columns(panel);
    int first = column(panel);
    int at = to;
    for (int o = 0; o < width; o++) {
      dst[at + o] = bias.isPresent() && o < count ? bias.get()[first + o] : 0;
    }
    for (int i = 0; i < inner; i++) {
      at += width;
      int from = offset + first * outputStride + i * stride;
      for (int o = 0; o < count; o++) {
        dst[at + o] = weights[from + o * outputStride];
      }
      for (int o = count; o < width; o++) {
        dst[at + o] = 0;
      }
    }
  }
}
