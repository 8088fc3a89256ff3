package dev.sepconv.simd.direct;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// Any convolution over two axes, channels last: a sum over the window's taps of what the pointwise
/// layer of each tap would give.
public final class Direct implements Kernel {
  @Override
  public String id() {
    return "f32-conv-direct-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .flatMap(Geometry::of)
        .map(g -> Geometry.layouts(work, Layout.CHANNELS_LAST));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    Geometry g = Geometry.of(conv).orElseThrow();
    if (PatchTask.pays(g)) {
      return new PatchTask(work, conv, g);
    }
    float[] w = conv.weights();
    int groupIn = g.ic() / g.groups();
    return new GridsTask(
        work,
        conv,
        g,
        Grid.convolution(g),
        (oc, ic, ky, kx) -> w[((oc * groupIn + ic) * g.kh() + ky) * g.kw() + kx]);
  }
}
