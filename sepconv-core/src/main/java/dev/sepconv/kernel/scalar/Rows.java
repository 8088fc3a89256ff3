package dev.sepconv.kernel.scalar;

/// Sums of rows times factors, the inner loops of all layers. Two sums of four rows at a time is
/// what HotSpot still turns into vector instructions; larger bodies it leaves as they are.
final class Rows {
  private Rows() {}

  /// `sum[c] += Σ_k factors[at + c·stride + k] · rows[k]` for one sum or two.
  ///
  /// @param sums the results; at least `count`
  /// @param count 1 or 2
  /// @param rows what is added
  /// @param terms how many rows
  /// @param factors their factors
  /// @param at where those of the first sum begin
  /// @param stride how far those of the second are from them
  /// @param n the length of a row
  static void accumulate(
      float[][] sums,
      int count,
      float[][] rows,
      int terms,
      float[] factors,
      int at,
      int stride,
      int n) {
    int k = 0;
    for (; k + 4 <= terms; k += 4) {
      float[] r0 = rows[k];
      float[] r1 = rows[k + 1];
      float[] r2 = rows[k + 2];
      float[] r3 = rows[k + 3];
      if (count == 2) {
        two(sums[0], sums[1], r0, r1, r2, r3, factors, at + k, stride, n);
      } else {
        one(sums[0], r0, r1, r2, r3, factors, at + k, n);
      }
    }
    for (; k < terms; k++) {
      for (int c = 0; c < count; c++) {
        one(sums[c], rows[k], factors[at + c * stride + k], n);
      }
    }
  }

  private static void two(
      float[] s,
      float[] t,
      float[] r0,
      float[] r1,
      float[] r2,
      float[] r3,
      float[] factors,
      int at,
      int stride,
      int n) {
    float s0 = factors[at];
    float s1 = factors[at + 1];
    float s2 = factors[at + 2];
    float s3 = factors[at + 3];
    float t0 = factors[at + stride];
    float t1 = factors[at + stride + 1];
    float t2 = factors[at + stride + 2];
    float t3 = factors[at + stride + 3];
    for (int x = 0; x < n; x++) {
      s[x] += s0 * r0[x] + s1 * r1[x] + s2 * r2[x] + s3 * r3[x];
      t[x] += t0 * r0[x] + t1 * r1[x] + t2 * r2[x] + t3 * r3[x];
    }
  }

  private static void one(
      float[] s, float[] r0, float[] r1, float[] r2, float[] r3, float[] factors, int at, int n) {
    float s0 = factors[at];
    float s1 = factors[at + 1];
    float s2 = factors[at + 2];
    float s3 = factors[at + 3];
    for (int x = 0; x < n; x++) {
      s[x] += s0 * r0[x] + s1 * r1[x] + s2 * r2[x] + s3 * r3[x];
    }
  }

  private static void one(float[] s, float[] r, float factor, int n) {
    for (int x = 0; x < n; x++) {
      s[x] += factor * r[x];
    }
  }

  /// `sum += row`.
  static void add(float[] sum, float[] row, int n) {
    for (int x = 0; x < n; x++) {
      sum[x] += row[x];
    }
  }

  /// `sum = max(sum, row)`.
  static void max(float[] sum, float[] row, int n) {
    for (int x = 0; x < n; x++) {
      sum[x] = Math.max(sum[x], row[x]);
    }
  }

  /// `sum /= row`.
  static void divide(float[] sum, float[] row, int n) {
    for (int x = 0; x < n; x++) {
      sum[x] /= row[x];
    }
  }
}
