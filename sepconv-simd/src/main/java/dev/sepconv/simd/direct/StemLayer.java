package dev.sepconv.simd.direct;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import jdk.incubator.vector.FloatVector;

/// Computes rows of a convolution of few input channels, which come plain as an image does: vectors
/// run over the output channels, and neighbouring pixels share each weight. Rows are copied with
/// padding and with their columns sorted by the stride, so that neighbouring pixels read
/// neighbouring floats.
public final class StemLayer {
  /// With more, a plain input is better reordered: a vector of channels costs one load then.
  private static final int MAX_CHANNELS = 4;

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /// What a tile may read beyond the last pixel of a row, and then does not use.
  private static final int SLACK = 16;

  private final Geometry g;
  private final Epilogue epilogue;
  private final PackedMatrix packed;
  private final StemRows rows;
  private final int[] taps;

  /// Prepares a layer.
  ///
  /// @param conv a layer that {@link #fits}
  public StemLayer(ConvWork conv) {
    g = Geometry.of(conv).orElseThrow();
    epilogue = new Epilogue(conv.activation());
    int terms = g.ic() * g.kh() * g.kw();
    packed = PackedMatrix.of(conv.weights(), g.oc(), terms, conv.bias());
    rows = new StemRows(g);
    taps = rows.taps();
  }

  /// Whether a layer is one of few input channels.
  ///
  /// @param conv any layer
  /// @return whether it is a convolution over two axes of known sizes in one group, without
  ///   residual
  public static boolean fits(ConvWork conv) {
    return conv.residual().isEmpty()
        && Geometry.of(conv).filter(g -> g.groups() == 1 && g.ic() <= MAX_CHANNELS).isPresent();
  }

  /// The layer's weights.
  ///
  /// @return in panels of output channels
  public PackedMatrix matrix() {
    return packed;
  }

  /// Applies what follows the range of the activation.
  ///
  /// @param dst holds results
  /// @param d where they begin
  /// @param count how many
  public void function(float[] dst, int d, int count) {
    epilogue.function(dst, d, count);
  }

  Geometry geometry() {
    return g;
  }

  /// The floats of one copied input row.
  int rowFloats() {
    return rows.rowFloats();
  }

  /// The scratch memory that a worker needs.
  ///
  /// @param outputRows for how many rows the input is copied at once
  /// @return floats
  public int scratchFloats(int outputRows) {
    return spare(outputRows) + SLACK * 4 * LANES;
  }

  private int spare(int outputRows) {
    return rows.floats(outputRows) + SLACK;
  }

  /// Copies what some output rows read.
  ///
  /// @param src holds the input, plain
  /// @param s where the first image begins
  /// @param row the first output row, counted over all images
  /// @param count how many, of one image
  /// @param scratch takes the copies
  /// @param to where they go
  public void copy(float[] src, int s, int row, int count, float[] scratch, int to) {
    int image = s + row / g.oh() * g.ic() * g.ih() * g.iw();
    rows.copy(src, image, row % g.oh(), count, scratch, to);
  }

  /// Computes one panel of one output row, without the function that follows.
  ///
  /// @param panel of channels
  /// @param scratch holds the copies of several rows' input
  /// @param from where they begin
  /// @param rows for how many output rows they are
  /// @param row which of these
  /// @param pixels how many of its pixels, from the first on
  /// @param dst takes them
  /// @param d where the first one's first vector goes
  /// @param pixel floats from pixel to pixel
  /// @param vector floats from vector to vector of a pixel
  public void row(
      int panel,
      float[] scratch,
      int from,
      int rows,
      int row,
      int pixels,
      float[] dst,
      int d,
      int pixel,
      int vector) {
    int s = from + row * g.sh() * rowFloats();
    int wide = tilePixels(packed.vectors(panel));
    if (pixels < wide) {
      int spare = from + spare(rows);
      int width = packed.vectors(panel) * LANES;
      tile(panel, scratch, s, scratch, spare, width, LANES);
      for (int x = 0; x < pixels; x++) {
        for (int v = 0; v < packed.vectors(panel); v++) {
          int at = spare + x * width + v * LANES;
          System.arraycopy(scratch, at, dst, d + x * pixel + v * vector, LANES);
        }
      }
      return;
    }
    for (int x = 0; x < pixels; x += wide) {
      // The last tile overlaps the one before, and writes the same there.
      int at = Math.min(x, pixels - wide);
      tile(panel, scratch, s + at, dst, d + at * pixel, pixel, vector);
    }
  }

  private static int tilePixels(int vectors) {
    return switch (vectors) {
      case 4 -> StemTile6x4.PIXELS;
      case 3 -> StemTile8x3.PIXELS;
      case 2 -> MicroKernels.MANY_REGISTERS ? StemTile8x2.PIXELS : StemTile5x2.PIXELS;
      default -> StemTile12x1.PIXELS;
    };
  }

  private void tile(int p, float[] src, int s, float[] dst, int d, int pixel, int vector) {
    float[] data = packed.data();
    int panel = packed.offset(p);
    float[] range = epilogue.range();
    switch (packed.vectors(p)) {
      case 4 -> StemTile6x4.run(src, s, taps, data, panel, range, dst, d, pixel, vector);
      case 3 -> StemTile8x3.run(src, s, taps, data, panel, range, dst, d, pixel, vector);
      case 2 -> {
        if (MicroKernels.MANY_REGISTERS) {
          StemTile8x2.run(src, s, taps, data, panel, range, dst, d, pixel, vector);
        } else {
          StemTile5x2.run(src, s, taps, data, panel, range, dst, d, pixel, vector);
        }
      }
      default -> StemTile12x1.run(src, s, taps, data, panel, range, dst, d, pixel);
    }
  }
}
