package dev.sepconv.simd.winograd;

/// Winograd's minimal filtering of three taps in one dimension: `y = Aᵀ((G g) ⊙ (Bᵀ d))`. Two
/// dimensions apply it to columns, then to rows.
interface Transform {
  /// How many outputs one step makes.
  ///
  /// @return m of F(m, 3); it reads m + 2 inputs and multiplies as often
  int outputs();

  /// The largest error relative to the largest output, for random data.
  ///
  /// @return that, with a margin
  double error();

  /// Whether small integers give exact results.
  ///
  /// @return whether all factors are powers of two
  boolean isExact();

  /// G, by which weights are multiplied.
  ///
  /// @return m + 2 rows of three
  double[][] weights();

  /// One vector of channels: `dst_i = Σ_k Bᵀ_ik · src_k`.
  ///
  /// @param src m + 2 inputs
  /// @param s the first
  /// @param sStep from one to the next
  /// @param dst m + 2 results
  /// @param d the first
  /// @param dStep from one to the next
  void input(float[] src, int s, int sStep, float[] dst, int d, int dStep);

  /// One vector of channels: `dst_i = Σ_k Aᵀ_ik · src_k`.
  ///
  /// @param src m + 2 products
  /// @param s the first
  /// @param sStep from one to the next
  /// @param dst m outputs
  /// @param d the first
  /// @param dStep from one to the next
  void output(float[] src, int s, int sStep, float[] dst, int d, int dStep);

  /// The number of products per tile of two dimensions.
  ///
  /// @return (m + 2)²
  default int products() {
    return (outputs() + 2) * (outputs() + 2);
  }
}
