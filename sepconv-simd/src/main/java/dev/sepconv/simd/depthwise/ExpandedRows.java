package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;

/// Rows of the result of a pointwise layer, computed where they are needed: it is never in memory
/// as a whole.
final class ExpandedRows implements DepthwiseStage.Rows {
  private final PackedMatrix matrix;
  private final Epilogue epilogue;
  private final int pixels;
  private final int source;
  private final int ic;
  private final int ih;
  private final int iw;
  private final int stride;

  /// Rows of a layer's result.
  ///
  /// @param matrix the layer's weights
  /// @param conv the layer, pointwise
  /// @param source the number of its input
  /// @param pixels how many pixels of each row are needed
  ExpandedRows(PackedMatrix matrix, ConvWork conv, int source, int pixels) {
    this.matrix = matrix;
    this.source = source;
    this.pixels = pixels;
    epilogue = new Epilogue(conv.activation());
    ic = conv.input().dim(1);
    ih = conv.input().dim(2);
    iw = conv.input().dim(3);
    stride = Layout.pixelStride(ic);
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
    MicroKernels.run(
        operands.input(source),
        operands.inputOffset(source) + (image * ih + row) * iw * stride,
        stride,
        pixels,
        ic,
        matrix.data(),
        matrix.offset(panel),
        matrix.vectors(panel),
        scratch,
        -1,
        0,
        scratch,
        to,
        MicroKernels.LANES,
        ring,
        epilogue.range());
    for (int v = 0; v < matrix.vectors(panel); v++) {
      epilogue.function(scratch, to + v * ring, pixels * MicroKernels.LANES);
    }
  }
}
