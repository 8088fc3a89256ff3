package dev.sepconv.simd.winograd;

import dev.sepconv.simd.direct.Geometry;

/// Decides where Winograd pays, by a model of the time that was fitted to measurements (Zen 5, 512
/// bits, one thread): 64 channels at 56x56, 128 at 28x28, 128 at 56x56 and 64 at 7x7 are fastest
/// with F(4x4); 256 at 14x14 and 512 at 14x14 with F(2x2), because F(4x4) has to read four times
/// the weights of the definition; 512 at 7x7 by the definition.
final class WinogradRule {
  /// Vectors of fewer channels than this are mostly padding, and transforms outweigh products.
  private static final int MIN_CHANNELS = 16;

  /// Weights beyond this do not stay in the L2 cache from run to run, or from band to band: 1 MB.
  static final long CACHED_WEIGHTS = 1 << 18;

  /// Reading a weight from memory takes as long as this many multiplications: 20 GB/s against 210
  /// GFLOP/s.
  private static final int MEMORY = 21;

  /// Transforming a tile of one channel takes as long as this many multiplications per product.
  private static final int TRANSFORM = 12;

  /// Below a tenth of the time, nothing is worth the larger weights and the larger error.
  private static final double WORTH = 0.9;

  private WinogradRule() {}

  /// The outputs per tile and axis that are fastest.
  ///
  /// @param g any convolution
  /// @return 4 or 2; 0 where the definition is, or where there is no choice
  static int outputs(Geometry g) {
    boolean fits =
        g.kh() == 3
            && g.kw() == 3
            && g.sh() * g.sw() * g.dh() * g.dw() * g.groups() == 1
            && Math.min(g.ic(), g.oc()) >= MIN_CHANNELS;
    if (!fits) {
      return 0;
    }
    double definition = (double) g.n() * g.oh() * g.ow() * 9 + reading(g, 9);
    double best = WORTH * definition;
    int outputs = 0;
    for (int m = 2; m <= 4; m += 2) {
      int products = (m + 2) * (m + 2);
      double transforms = TRANSFORM * (1.0 / g.ic() + 1.0 / g.oc());
      double tiles = (double) g.n() * Math.ceilDiv(g.oh(), m) * Math.ceilDiv(g.ow(), m);
      double time = tiles * products * (1 + transforms) + reading(g, products);
      if (time < best) {
        best = time;
        outputs = m;
      }
    }
    return outputs;
  }

  /// The time to read the weights, per input and output channel.
  private static double reading(Geometry g, int products) {
    return (long) products * g.ic() * g.oc() > CACHED_WEIGHTS ? (double) products * MEMORY : 0;
  }
}
