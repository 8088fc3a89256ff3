package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise convolution with one filter per channel, channels last.
public final class Depthwise implements Kernel {
  @Override
  public String id() {
    return "f32-dwconv-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(Depthwise::isSimple)
        .map(c -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  static boolean isSimple(ConvWork c) {
    return c.isDepthwise()
        && c.conv2d().isPresent()
        && c.residual().isEmpty()
        && c.output().dim(1) == c.input().dim(1);
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    DepthwiseRows rows = new DepthwiseRows(ConvWork.of(work).orElseThrow());
    return new Task() {
      @Override
      public int scratchFloats() {
        return rows.scratchFloats();
      }

      @Override
      public void run(Operands operands, Workers workers) {
        float[] src = operands.input(0);
        float[] dst = operands.output(0);
        workers.run(
            rows.images * rows.oh,
            (worker, from, to) -> {
              DepthwiseRows.Cursor cursor = new DepthwiseRows.Cursor();
              for (int i = from; i < to; i++) {
                rows.row(
                    src,
                    operands.inputOffset(0),
                    i / rows.oh,
                    i % rows.oh,
                    operands.scratch(),
                    operands.scratchOffset(worker),
                    cursor,
                    dst,
                    operands.outputOffset(0) + i * rows.ow * rows.cs,
                    rows.cs);
              }
            });
      }
    };
  }
}
