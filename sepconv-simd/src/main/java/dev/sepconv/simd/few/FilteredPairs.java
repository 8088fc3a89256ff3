package dev.sepconv.simd.few;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Layout;
import dev.sepconv.simd.direct.Geometry;
import java.util.List;

/// Pairs of rows that begin with a depthwise 3x3 convolution of stride 1.
abstract class FilteredPairs extends RowPairs {
  /// Nine weights and a bias.
  private static final int STEP = 10;

  private final float[] packed;
  private final Activation activation;
  private final boolean isLimited;

  /// @param depthwise the convolution
  /// @param oc the channels that are written in the end
  /// @param last the last activation
  /// @param own the floats of scratch memory that the subclass needs
  FilteredPairs(ConvWork depthwise, int oc, Activation last, int own) {
    this(Geometry.of(depthwise).orElseThrow(), depthwise, oc, last, own);
  }

  private FilteredPairs(Geometry g, ConvWork depthwise, int oc, Activation last, int own) {
    super(g, oc, last, FilterTile.AHEAD, hasEdges(g), own);
    activation = depthwise.activation();
    // Functions follow in place.
    isLimited = activation.isRange() && !activation.isNone();
    packed = new float[g.ic() * STEP];
    for (int c = 0; c < g.ic(); c++) {
      System.arraycopy(depthwise.weights(), c * 9, packed, c * STEP, 9);
      packed[c * STEP + 9] = depthwise.bias().isPresent() ? depthwise.bias().get()[c] : 0;
    }
  }

  /// Whether a row has one column of padding at either end.
  private static boolean hasEdges(Geometry g) {
    return g.padLeft() == 1 && g.iw() == g.ow();
  }

  /// Whether each of a few channels is filtered by one dense 3x3 kernel of stride 1.
  static boolean accepts(ConvWork conv, List<Layout> available) {
    return conv.isDepthwise()
        && conv.residual().isEmpty()
        && Geometry.of(conv)
            .filter(g -> FewChannelConv.isFew(g, available) && g.oc() == g.ic())
            .filter(g -> g.kh() == 3 && g.kw() == 3 && g.sh() == 1 && g.dh() * g.dw() == 1)
            .isPresent();
  }

  /// Filters a pair of rows of one channel.
  ///
  /// @param c the channel
  /// @param src holds its input rows
  /// @param s where the vectors of the first one begin
  /// @param row the floats from one to the next
  /// @param dst takes the output
  /// @param d the first column
  /// @param below the floats between the two output rows; 0 to write the first row alone
  final void filter(int c, float[] src, int s, int row, float[] dst, int d, int below) {
    FilterTile.run(
        src,
        s,
        row,
        inImage,
        packed,
        c * STEP,
        isLimited,
        activation.low(),
        activation.high(),
        dst,
        d,
        below,
        g.ow());
  }
}
