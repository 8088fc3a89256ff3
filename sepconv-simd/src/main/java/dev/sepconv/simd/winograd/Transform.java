package dev.sepconv.simd.winograd;

/// Winograd's minimal filtering of three taps in one dimension: `y = Aᵀ((G g) ⊙ (Bᵀ d))`. Two
/// dimensions apply it to columns, then to rows.
interface Transform {
  /// The transform of F(m, 3).
  ///
  /// @param outputs m: 2 or 4
  /// @return the transform
  static Transform of(int outputs) {
    return outputs == 4 ? new Four() : new Two();
  }

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

  /// `Bᵀ d B` of one tile.
  ///
  /// @param src the inputs
  /// @param s the first channel of the first
  /// @param rowStep from row to row
  /// @param pixelStep from column to column
  /// @param temporary a vector per product
  /// @param t where that begins
  /// @param channels a multiple of the vector length
  /// @param dst the results, a product after the other
  /// @param d the first channel of the first
  /// @param step from product to product
  void input(
      float[] src,
      int s,
      int rowStep,
      int pixelStep,
      float[] temporary,
      int t,
      int channels,
      float[] dst,
      int d,
      int step);

  /// `Aᵀ x A` of one tile.
  ///
  /// @param src the products
  /// @param s the first channel of the first
  /// @param step from product to product
  /// @param temporary a vector per product
  /// @param t where that begins
  /// @param channels a multiple of the vector length
  /// @param dst the outputs
  /// @param d the first channel of the first
  /// @param rowStep from row to row
  /// @param pixelStep from column to column
  void output(
      float[] src,
      int s,
      int step,
      float[] temporary,
      int t,
      int channels,
      float[] dst,
      int d,
      int rowStep,
      int pixelStep);

  /// The number of products per tile of two dimensions.
  ///
  /// @return (m + 2)²
  default int products() {
    return (outputs() + 2) * (outputs() + 2);
  }
}
