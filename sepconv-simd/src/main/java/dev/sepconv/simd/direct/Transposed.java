package dev.sepconv.simd.direct;

import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// A transposed convolution over two axes, channels last: outputs whose positions are equal modulo
/// the stride sum the same taps, so each such grid is a dense convolution of the input.
public final class Transposed implements Kernel {
  @Override
  public String id() {
    return "f32-convtranspose-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(Transposed::isOverTwoAxes)
        .map(c -> Geometry.layouts(work, Layout.CHANNELS_LAST));
  }

  private static boolean isOverTwoAxes(ConvWork c) {
    return c.op() instanceof ConvTranspose t && t.window().rank() == 2 && Geometry.isKnown(c);
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    ConvTranspose t = (ConvTranspose) conv.op();
    Shape in = conv.input();
    int padTop = t.padBegin(0, in.dim(2));
    int padLeft = t.padBegin(1, in.dim(3));
    Geometry g = Geometry.of(in, conv.output(), t.window(), padTop, padLeft, t.groups());
    float[] w = conv.weights();
    int groupIn = g.ic() / g.groups();
    int groupOut = g.oc() / g.groups();
    return new GridsTask(
        work,
        conv,
        g,
        Grid.transposed(g),
        (oc, ic, ky, kx) -> {
          int input = oc / groupOut * groupIn + ic;
          return w[((input * groupOut + oc % groupOut) * g.kh() + ky) * g.kw() + kx];
        });
  }
}
