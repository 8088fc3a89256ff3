package dev.sepconv.simd.few;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A convolution from few channels to few, all plain, with a stride of 1 along the width.
public final class FewChannelConv implements Kernel {
  /// With more, vectors of output channels are full enough.
  static final int MAX_CHANNELS = 8;

  @Override
  public String id() {
    return "f32-conv-few-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> c.residual().isEmpty())
        .flatMap(Geometry::of)
        .filter(g -> g.groups() == 1 && isFew(g, available))
        .map(g -> Layouts.all(1, Layout.PLAIN));
  }

  /// Whether an input lies plain, has few channels, and gives rows of at least one tile.
  static boolean isFew(Geometry g, List<Layout> available) {
    return available.equals(List.of(Layout.PLAIN))
        && g.ic() <= MAX_CHANNELS
        && g.oc() <= MAX_CHANNELS
        && g.ow() >= RowPairs.TILE
        && g.sw() == 1;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    return new ConvTask(Geometry.of(conv).orElseThrow(), conv);
  }

  private static final class ConvTask extends RowPairs {
    private final int terms;
    private final float[] packed;
    private final int[] taps;

    ConvTask(Geometry g, ConvWork conv) {
      super(g, g.oc(), conv.activation());
      terms = g.kw() * g.ic() * g.kh();
      packed = pack(g, conv, terms);
      taps = taps(g, plane(), row());
    }

    /// Blocks of four channels; the last channel fills the last block up, which writes it again.
    private static float[] pack(Geometry g, ConvWork conv, int terms) {
      int blocks = Math.ceilDiv(g.oc(), 4);
      float[] packed = new float[blocks * 4 * (1 + terms)];
      float[] bias = conv.bias().orElseGet(() -> new float[g.oc()]);
      for (int i = 0; i < blocks * 4; i++) {
        int o = Math.min(i, g.oc() - 1);
        int at = i / 4 * 4 * (1 + terms) + i % 4;
        packed[at] = bias[o];
        for (int kx = 0; kx < g.kw(); kx++) {
          for (int row = 0; row < g.ic() * g.kh(); row++) {
            at += 4;
            packed[at] = conv.weights()[(o * g.ic() * g.kh() + row) * g.kw() + kx];
          }
        }
      }
      return packed;
    }

    private static int[] taps(Geometry g, int plane, int row) {
      int[] taps = new int[g.kw() * g.ic() * g.kh()];
      int t = 0;
      for (int kx = 0; kx < g.kw(); kx++) {
        for (int c = 0; c < g.ic(); c++) {
          for (int ky = 0; ky < g.kh(); ky++) {
            taps[t++] = c * plane + ky * g.dh() * row + kx * g.dw();
          }
        }
      }
      return taps;
    }

    private int channel(int d, int o) {
      return d + Math.min(o, g.oc() - 1) * g.oh() * g.ow();
    }

    @Override
    void pair(float[] src, int s, float[] dst, int d, int below) {
      for (int o = 0; o < g.oc(); o += 4) {
        ConvTile.run(
            src,
            s,
            taps,
            g.sh() * row(),
            packed,
            o * (1 + terms),
            isLimited(),
            low(),
            high(),
            dst,
            channel(d, o),
            channel(d, o + 1),
            channel(d, o + 2),
            channel(d, o + 3),
            below,
            g.ow());
      }
    }
  }
}
