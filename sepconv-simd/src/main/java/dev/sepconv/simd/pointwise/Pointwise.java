package dev.sepconv.simd.pointwise;

import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A 1x1 convolution without padding, of any stride: `dst[p] = activation(W · src[p] + bias +
/// residual[p])` for every pixel p, channels last.
public final class Pointwise implements Kernel {
  @Override
  public String id() {
    return "f32-pointwise-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> fits(work, c))
        .map(c -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  static boolean fits(Work work, ConvWork layer) {
    return layer.conv2d().filter(c -> c.groups() == 1 && isPoint(c.window(), layer)).isPresent()
        && layer.residual().stream()
            .allMatch(r ->
                work.inputs().contains(r)
                    && work.graph().type(r).equals(work.graph().type(layer.node().output())));
  }

  private static boolean isPoint(Window w, ConvWork layer) {
    if (!w.kernel().equals(List.of(1, 1))
        || !layer.graph().type(layer.node().inputs().get(0)).isStatic()) {
      return false;
    }
    int ih = layer.input().dim(2);
    int iw = layer.input().dim(3);
    return w.padBegin(0, ih) + w.padEnd(0, ih) + w.padBegin(1, iw) + w.padEnd(1, iw) == 0;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork layer = ConvWork.of(work).orElseThrow();
    int source = work.inputs().indexOf(layer.node().inputs().get(0));
    return new PointwiseTask(work, layer, source);
  }
}
