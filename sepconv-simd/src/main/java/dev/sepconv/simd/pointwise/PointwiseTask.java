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

/// Prepared {@link Pointwise} work. Output pixels are rows of a matrix; with stride 1 all of them
/// lie at one distance, else those of one image row do.
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
  private final long work;

  PointwiseTask(Work work, ConvWork layer) {
    source = work.inputs().indexOf(layer.node().inputs().get(0));
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
    columnsFirst = oc > pixels;
    this.work = (long) pixels * ic * oc;
  }

  @Override
  public void run(Operands operands, Workers workers) {
    int units = dense ? Math.ceilDiv(pixels, Division.UNIT) : pixels / ow;
    Division.run(
        workers,
        units,
        matrix.panels(),
        columnsFirst,
        work,
        (worker, fromUnit, toUnit, fromPanel, toPanel) -> {
          if (dense) {
            int end = Math.min(toUnit * Division.UNIT, pixels);
            for (int p = fromUnit * Division.UNIT; p < end; p += blockPixels) {
              int count = Math.min(blockPixels, end - p);
              block(operands, p * srcStride, p, count, fromPanel, toPanel);
            }
          } else {
            for (int row = fromUnit; row < toUnit; row++) {
              int inputRow = row / oh * ih + row % oh * strideH;
              block(operands, inputRow * iw * srcStride, row * ow, ow, fromPanel, toPanel);
            }
          }
        });
  }

  /// Computes some pixels that lie at one distance.
  private void block(
      Operands operands, int from, int pixel, int count, int fromPanel, int toPanel) {
    float[] src = operands.input(source);
    float[] dst = operands.output(0);
    float[] addend = residual < 0 ? dst : operands.input(residual);
    int so = operands.inputOffset(source) + from;
    int to = operands.outputOffset(0) + pixel * dstStride;
    int ro = residual < 0 ? 0 : operands.inputOffset(residual) + pixel * dstStride;
    for (int p = fromPanel; p < toPanel; p++) {
      MicroKernels.run(
          src,
          so,
          strideW * srcStride,
          count,
          ic,
          matrix.data(),
          matrix.offset(p),
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
}
