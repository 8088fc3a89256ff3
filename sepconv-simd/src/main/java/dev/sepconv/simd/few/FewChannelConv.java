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
    private final float[][] packed;
    private final int[] taps;

    ConvTask(Geometry g, ConvWork conv) {
      super(g, g.oc(), conv.activation(), 0, false, 0);
      packed = pack(g, conv);
      taps = taps(g, plane(), row());
    }

    /// Blocks of four channels; the last channel fills the last block up, which writes it again.
    private static float[][] pack(Geometry g, ConvWork conv) {
      int blocks = Math.ceilDiv(g.oc(), 4);
      float[][] packed = new float[blocks][4 * (1 + g.kw() * g.ic() * g.kh())];
      float[] bias = conv.bias().orElseGet(() -> new float[g.oc()]);
      for (int i = 0; i < blocks * 4; i++) {
        int o = Math.min(i, g.oc() - 1);
        int at = i % 4;
        packed[i / 4][at] = bias[o];
        for (int kx = 0; kx < g.kw(); kx++) {
          for (int row = 0; row < g.ic() * g.kh(); row++) {
            at += 4;
            packed[i / 4][at] = conv.weights()[(o * g.ic() * g.kh() + row) * g.kw() + kx];
          }
        }
      }
      return packed;
    }

    /// Where a tap lies for the first row of a pair, then for the second: a loop that adds the
    /// distance has one value more to keep than there are registers, and waits for it.
    private static int[] taps(Geometry g, int plane, int row) {
      int[] taps = new int[2 * g.kw() * g.ic() * g.kh()];
      int t = 0;
      for (int kx = 0; kx < g.kw(); kx++) {
        for (int c = 0; c < g.ic(); c++) {
          for (int ky = 0; ky < g.kh(); ky++) {
            taps[t++] = c * plane + ky * g.dh() * row + kx * g.dw();
            taps[t++] = c * plane + (ky * g.dh() + g.sh()) * row + kx * g.dw();
          }
        }
      }
      return taps;
    }

    @Override
    void pair(
        float[] src,
        int s,
        int plane,
        int row,
        float[] scratch,
        int at,
        float[] dst,
        int d,
        int below) {
      for (int o = 0; o < g.oc(); o += 4) {
        // A call for each tile: with this loop around its own, C2 was 3 to 9 % slower.
        for (int x = 0; x < g.ow(); x += TILE) {
          // The last tile overlaps the one before, and writes the same there.
          int p = Math.min(x, g.ow() - TILE);
          ConvTile.run(
              src,
              s + p,
              taps,
              packed[o / 4],
              isLimited(),
              low(),
              high(),
              dst,
              channel(d + p, o),
              channel(d + p, o + 1),
              channel(d + p, o + 2),
              channel(d + p, o + 3),
              below);
        }
      }
    }
  }
}
