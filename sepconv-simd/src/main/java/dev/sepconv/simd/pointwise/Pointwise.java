package dev.sepconv.simd.pointwise;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.Simd;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.simd.gemm.PackedMatrix;
import java.util.List;
import java.util.Optional;

/// A 1x1 convolution of stride 1: every pixel's channels times one matrix, channels last.
public final class Pointwise implements Kernel {
  /// Pixels per item: a multiple of every tile's height, small enough that its inputs stay in the
  /// L1 cache for 64 to 128 channels and in L2 for more.
  private static final int BLOCK = 48;

  @Override
  public String id() {
    return "f32-pointwise-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(ConvWork::isPointwise)
        .filter(c -> VectorFunctions.supports(c.activation()))
        .map(c -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    int ic = conv.input().dim(1);
    int oc = conv.output().dim(1);
    int pixels = conv.input().elements() / ic;
    float[] weights = conv.weights();
    PackedMatrix matrix = new PackedMatrix(oc, ic, (o, i) -> weights[o * ic + i], conv.bias());
    int as = Layout.pixelStride(ic);
    int cs = Layout.pixelStride(oc);
    int source = work.inputs().indexOf(conv.node().inputs().get(0));
    int residual = conv.residual().map(work.inputs()::indexOf).orElse(-1);
    Activation activation = conv.activation();
    return (operands, workers) -> {
      float[] src = operands.input(source);
      float[] dst = operands.output(0);
      float[] add = residual < 0 ? dst : operands.input(residual);
      int rs = residual < 0 ? 0 : cs;
      int blocks = Math.ceilDiv(pixels, BLOCK);
      // Few pixels: panels are divided too, so that every worker has something to do.
      int parts = blocks >= 4 * workers.count() ? 1 : matrix.panels();
      workers.run(
          blocks * parts,
          (worker, from, to) -> {
            for (int item = from; item < to; item++) {
              int first = item / parts * BLOCK;
              int n = Math.min(BLOCK, pixels - first);
              int part = item % parts;
              int begin = parts == 1 ? 0 : part;
              int end = parts == 1 ? matrix.panels() : part + 1;
              int c = operands.outputOffset(0) + first * cs;
              int r = residual < 0 ? 0 : operands.inputOffset(residual) + first * cs;
              matrix.multiply(
                  begin,
                  end,
                  src,
                  operands.inputOffset(source) + first * as,
                  as,
                  n,
                  dst,
                  c,
                  cs,
                  add,
                  r,
                  rs,
                  activation.low(),
                  activation.high());
              VectorFunctions.apply(
                  activation,
                  dst,
                  c + matrix.column(begin),
                  n,
                  cs,
                  matrix.column(end) - matrix.column(begin));
            }
          });
    };
  }
}
