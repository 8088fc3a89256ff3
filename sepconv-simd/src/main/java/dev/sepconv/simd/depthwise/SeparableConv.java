package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise convolution and the pointwise layer after it: rows of the depthwise result stay in
/// scratch memory and are multiplied while they are in the cache.
public final class SeparableConv implements Kernel {
  /// At least this many pixels are multiplied at once, so that weights are read from memory less
  /// often.
  private static final int PIXELS = 48;

  @Override
  public String id() {
    return "f32-separable-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.pair(work)
        .filter(p -> Depthwise.isSimple(p.get(0)) && p.get(1).isPointwise())
        .map(p -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<ConvWork> pair = ConvWork.pair(work).orElseThrow();
    return new SeparableTask(
        new DepthwiseRows(pair.get(0)),
        pair.get(1),
        work.inputs().indexOf(pair.get(0).node().inputs().get(0)),
        pair.get(1).residual().map(work.inputs()::indexOf).orElse(-1));
  }

  private static final class SeparableTask implements Task {
    private final DepthwiseRows rows;
    private final PackedMatrix matrix;
    private final Activation activation;
    private final int source;
    private final int residual;
    private final int cs;
    private final int ic;
    private final int batch;

    SeparableTask(DepthwiseRows rows, ConvWork pointwise, int source, int residual) {
      this.rows = rows;
      this.source = source;
      this.residual = residual;
      activation = pointwise.activation();
      ic = pointwise.input().dim(1);
      matrix =
          PackedMatrix.of(pointwise.weights(), pointwise.output().dim(1), ic, pointwise.bias());
      cs = Layout.pixelStride(pointwise.output().dim(1));
      batch = Math.ceilDiv(PIXELS, rows.ow);
    }

    @Override
    public int scratchFloats() {
      return rows.scratchFloats() + batch * rows.ow * rows.cs;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      workers.run(
          rows.images * rows.oh,
          (worker, from, to) -> {
            DepthwiseRows.Cursor cursor = new DepthwiseRows.Cursor();
            int ring = operands.scratchOffset(worker);
            int tile = ring + rows.scratchFloats();
            for (int i = from; i < to; i += batch) {
              int n = Math.min(batch, to - i);
              for (int b = 0; b < n; b++) {
                rows.row(
                    operands.input(source),
                    operands.inputOffset(source),
                    (i + b) / rows.oh,
                    (i + b) % rows.oh,
                    operands.scratch(),
                    ring,
                    cursor,
                    operands.scratch(),
                    tile + b * rows.ow * rows.cs,
                    rows.cs);
              }
              multiply(operands, tile, i * rows.ow, n * rows.ow);
            }
          });
    }

    private void multiply(Operands operands, int tile, int pixel, int pixels) {
      float[] dst = operands.output(0);
      int to = operands.outputOffset(0) + pixel * cs;
      float[] addend = residual < 0 ? dst : operands.input(residual);
      int ro = residual < 0 ? -1 : operands.inputOffset(residual) + pixel * cs;
      for (int p = 0; p < matrix.panels(); p++) {
        MicroKernels.run(
            operands.scratch(),
            tile,
            rows.cs,
            pixels,
            ic,
            matrix.data(),
            matrix.offset(p),
            matrix.vectors(p),
            addend,
            ro < 0 ? -1 : ro + matrix.channel(p),
            cs,
            dst,
            to + matrix.channel(p),
            cs,
            activation.low(),
            activation.high());
      }
      if (!activation.isRange()) {
        VectorFunctions.apply(activation, dst, to, pixels * cs);
      }
    }
  }
}
