package dev.sepconv.simd.pointwise;

import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.Division;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;

/// Prepared {@link Pointwise} work, or the layer of {@link ScaledPointwise} work. Output pixels are
/// rows of a matrix; with stride 1 all of them lie at one distance, else those of one image row do.
final class PointwiseTask implements Kernel.Task {
  /// A block's inputs and outputs should stay in L2 beside a panel of weights: 128 KB of them.
  private static final int BLOCK_FLOATS = 32 * 1024;

  private final int source;
  private final int residual;
  private final Epilogue epilogue;
  private final PackedMatrix matrix;
  private final int ic;
  private final int srcStride;
  private final int dstStride;
  private final int pixels;
  private final int iw;
  private final int ih;
  private final int ow;
  private final int oh;
  private final int strideH;
  private final int strideW;
  private final boolean dense;
  private final int blockPixels;
  private final boolean columnsFirst;
  private final Division all;

  /// Where pixels and weights come from.
  enum From {
    /// The input and the layer's own weights.
    INPUT,
    /// The first worker's scratch memory, and the layer's own weights.
    SCALED_PIXELS,
    /// The input, and weights packed as the layer's own in the first worker's scratch memory.
    SCALED_WEIGHTS
  }

  /// Prepares a layer.
  ///
  /// @param work the layer alone, or with what scales its input
  /// @param layer the layer
  /// @param source the number of its input, or of what is scaled to be its input
  PointwiseTask(Work work, ConvWork layer, int source) {
    this.source = source;
    residual = layer.residual().map(work.inputs()::indexOf).orElse(-1);
    epilogue = new Epilogue(layer.activation());
    ic = layer.input().dim(1);
    ih = layer.input().dim(2);
    iw = layer.input().dim(3);
    int oc = layer.output().dim(1);
    oh = layer.output().dim(2);
    ow = layer.output().dim(3);
    pixels = layer.output().dim(0) * oh * ow;
    Window window = layer.conv2d().orElseThrow().window();
    strideH = window.stride().get(0);
    strideW = window.stride().get(1);
    dense = strideH == 1 && strideW == 1;
    srcStride = Layout.pixelStride(ic);
    dstStride = Layout.pixelStride(oc);
    matrix = PackedMatrix.of(layer.weights(), oc, ic, layer.bias());
    int units = BLOCK_FLOATS / (srcStride + dstStride) / Division.UNIT;
    blockPixels = Math.max(units, 2) * Division.UNIT;
    columnsFirst = (long) ic * oc > (long) pixels * (ic + oc);
    all = product(From.INPUT, 0, pixels);
  }

  @Override
  public void run(Operands operands, Workers workers) {
    all.run(operands, workers);
  }

  /// The weights.
  PackedMatrix matrix() {
    return matrix;
  }

  /// The product of some pixels.
  ///
  /// @param from where pixels and weights come from
  /// @param first the first output pixel
  /// @param count how many; all of them, unless the stride is 1
  /// @return the product, to be run
  Division product(From from, int first, int count) {
    return new Division(
        dense ? Math.ceilDiv(count, Division.UNIT) : count / ow,
        matrix.panels(),
        // Scaled pixels lie in the cache of the worker that has just scaled them.
        columnsFirst && from != From.SCALED_PIXELS,
        (long) count * ic * matrix.channel(matrix.panels()),
        (operands, _, fromUnit, toUnit, fromPanel, toPanel) ->
            part(operands, from, first, count, fromUnit, toUnit, fromPanel, toPanel));
  }

  private void part(
      Operands operands,
      From from,
      int first,
      int count,
      int fromUnit,
      int toUnit,
      int fromPanel,
      int toPanel) {
    float[] src = from == From.SCALED_PIXELS ? operands.scratch() : operands.input(source);
    int so =
        from == From.SCALED_PIXELS
            ? operands.scratchOffset(0)
            : operands.inputOffset(source) + (dense ? first * srcStride : 0);
    float[] weights = from == From.SCALED_WEIGHTS ? operands.scratch() : matrix.data();
    int wo = from == From.SCALED_WEIGHTS ? operands.scratchOffset(0) : 0;
    // Scaled weights have just been written.
    boolean cold = from != From.SCALED_WEIGHTS;
    if (dense) {
      int begin = fromUnit * Division.UNIT;
      int end = Math.min(toUnit * Division.UNIT, count);
      int n;
      for (int p = begin; p < end; p += n) {
        int at = so + p * srcStride;
        n = Division.block(end - p, blockPixels);
        boolean fetches = cold && p == begin;
        multiply(operands, src, at, weights, wo, fromPanel, toPanel, first + p, n, fetches);
      }
    } else {
      for (int row = fromUnit; row < toUnit; row++) {
        int inputRow = row / oh * ih + row % oh * strideH;
        int at = so + inputRow * iw * srcStride;
        boolean fetches = cold && row == fromUnit;
        multiply(operands, src, at, weights, wo, fromPanel, toPanel, row * ow, ow, fetches);
      }
    }
  }

  /// Computes some pixels that lie at one distance, for some panels of output channels.
  private void multiply(
      Operands operands,
      float[] src,
      int so,
      float[] weights,
      int wo,
      int fromPanel,
      int toPanel,
      int pixel,
      int count,
      boolean fetches) {
    float[] dst = operands.output(0);
    float[] addend = residual < 0 ? dst : operands.input(residual);
    int to = operands.outputOffset(0) + pixel * dstStride;
    int ro = residual < 0 ? 0 : operands.inputOffset(residual) + pixel * dstStride;
    for (int p = fromPanel; p < toPanel; p++) {
      if (fetches) {
        matrix.fetch(p);
      }
      MicroKernels.run(
          src,
          so,
          strideW * srcStride,
          count,
          ic,
          weights,
          wo + matrix.offset(p),
          matrix.vectors(p),
          addend,
          residual < 0 ? -1 : ro + matrix.channel(p),
          dstStride,
          dst,
          to + matrix.channel(p),
          dstStride,
          MicroKernels.LANES,
          epilogue.range());
    }
    if (epilogue.hasFunction()) {
      function(dst, to, count, fromPanel, toPanel);
    }
  }

  private void function(float[] dst, int to, int count, int fromPanel, int toPanel) {
    int begin = matrix.channel(fromPanel);
    int width = matrix.channel(toPanel) - begin;
    boolean whole = toPanel - fromPanel == matrix.panels();
    if (whole && width == dstStride) {
      epilogue.function(dst, to, count * dstStride);
    } else {
      for (int p = 0; p < count; p++) {
        epilogue.function(dst, to + p * dstStride + begin, width);
      }
    }
  }
}
