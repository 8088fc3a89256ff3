package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.Operands;
import dev.sepconv.simd.direct.StemLayer;
import jdk.incubator.vector.FloatVector;

/// Rows of the result of a network's first convolution, computed where they are needed: it is never
/// in memory as a whole.
final class StemmedRows implements DepthwiseStage.Rows {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private final StemLayer layer;
  private final int source;
  private final int rows;
  private final int pixels;

  /// Rows of a layer's result.
  ///
  /// @param layer the layer
  /// @param source the number of its input, which lies plain
  /// @param rows how many rows its result has
  /// @param pixels how many pixels of each row are needed
  StemmedRows(StemLayer layer, int source, int rows, int pixels) {
    this.layer = layer;
    this.source = source;
    this.rows = rows;
    this.pixels = pixels;
  }

  @Override
  public int scratchFloats() {
    return layer.scratchFloats(1);
  }

  @Override
  public void put(
      Operands operands,
      int image,
      int row,
      int panel,
      float[] scratch,
      int own,
      int to,
      int ring) {
    layer.copy(
        operands.input(source), operands.inputOffset(source), image * rows + row, 1, scratch, own);
    layer.row(panel, scratch, own, 1, 0, pixels, scratch, to, L, ring);
    for (int v = 0; v < layer.matrix().vectors(panel); v++) {
      layer.function(scratch, to + v * ring, pixels * L);
    }
  }
}
