package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.Simd;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.simd.gemm.PackedMatrix;
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
        .filter(p -> VectorFunctions.supports(p.get(1).activation()))
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
    private final int batch;

    SeparableTask(DepthwiseRows rows, ConvWork pointwise, int source, int residual) {
      this.rows = rows;
      this.source = source;
      this.residual = residual;
      activation = pointwise.activation();
      int ic = pointwise.input().dim(1);
      float[] w = pointwise.weights();
      matrix =
          new PackedMatrix(
              pointwise.output().dim(1), ic, (o, i) -> w[o * ic + i], pointwise.bias());
      cs = Layout.pixelStride(pointwise.output().dim(1));
      batch = Math.ceilDiv(PIXELS, rows.ow);
    }

    @Override
    public int scratchFloats() {
      return rows.scratchFloats() + batch * rows.ow * rows.cs;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(source);
      float[] dst = operands.output(0);
      float[] add = residual < 0 ? dst : operands.input(residual);
      int rs = residual < 0 ? 0 : cs;
      float[] scratch = operands.scratch();
      workers.run(
          rows.images * rows.oh,
          (worker, from, to) -> {
            DepthwiseRows.Cursor cursor = new DepthwiseRows.Cursor();
            int ring = operands.scratchOffset(worker);
            int tile = ring + rows.scratchFloats();
            for (int i = from; i < to; i += batch) {
              int n = Math.min(batch, to - i);
              for (int b = 0; b < n; b++) {
                int row = i + b;
                rows.row(
                    src,
                    operands.inputOffset(source),
                    row / rows.oh,
                    row % rows.oh,
                    scratch,
                    ring,
                    cursor,
                    scratch,
                    tile + b * rows.ow * rows.cs,
                    rows.cs);
              }
              int pixel = i * rows.ow * cs;
              int c = operands.outputOffset(0) + pixel;
              int r = residual < 0 ? 0 : operands.inputOffset(residual) + pixel;
              matrix.multiply(
                  0,
                  matrix.panels(),
                  scratch,
                  tile,
                  rows.cs,
                  n * rows.ow,
                  dst,
                  c,
                  cs,
                  add,
                  r,
                  rs,
                  activation.low(),
                  activation.high());
              VectorFunctions.apply(activation, dst, c, n * rows.ow, cs, cs);
            }
          });
    }
  }
}
