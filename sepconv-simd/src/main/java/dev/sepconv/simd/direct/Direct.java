package dev.sepconv.simd.direct;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Window;
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
import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A normal convolution of any kernel, stride, dilation and padding in one group: the taps of a few
/// pixels are gathered into scratch memory (im2col of one tile), which is multiplied by the weights
/// while it is in the cache. The input may lie plain, which is best for the few channels of a first
/// layer, or channels last.
public final class Direct implements Kernel {
  /// Fewer channels than this are read plain.
  private static final int FEW_CHANNELS = 8;

  /// Scratch of a tile in floats: half of a small L2 cache.
  private static final int TILE_FLOATS = 48 * 1024;

  @Override
  public String id() {
    return "f32-conv-direct-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> c.conv2d().filter(o -> o.groups() == 1).isPresent())
        .filter(c -> VectorFunctions.supports(c.activation()))
        .map(c -> {
          Layouts all = Layouts.all(available.size(), Layout.CHANNELS_LAST);
          if (c.input().dim(1) >= FEW_CHANNELS) {
            return all;
          }
          int x = work.inputs().indexOf(c.node().inputs().get(0));
          Layout[] in = all.inputs().toArray(Layout[]::new);
          in[x] = Layout.PLAIN;
          return new Layouts(Arrays.asList(in), Layout.CHANNELS_LAST);
        });
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    int source = work.inputs().indexOf(conv.node().inputs().get(0));
    boolean plain = layouts.inputs().get(source) == Layout.PLAIN;
    return new DirectTask(
        conv, source, conv.residual().map(work.inputs()::indexOf).orElse(-1), plain);
  }

  private static final class DirectTask implements Task {
    private final int source;
    private final int residual;
    private final Activation activation;
    private final PackedMatrix matrix;
    private final Gather gather;
    private final int images;
    private final int oh;
    private final int ow;
    private final int k;
    private final int cs;
    private final int tile;

    DirectTask(ConvWork conv, int source, int residual, boolean plain) {
      this.source = source;
      this.residual = residual;
      activation = conv.activation();
      Shape in = conv.input();
      Shape out = conv.output();
      Window w = ((Conv) conv.op()).window();
      int ic = in.dim(1);
      int taps = w.kernel().get(0) * w.kernel().get(1);
      k = ic * taps;
      float[] weights = conv.weights();
      matrix =
          new PackedMatrix(
              out.dim(1), k, (o, i) -> weights[o * k + i % ic * taps + i / ic], conv.bias());
      images = in.dim(0);
      oh = out.dim(2);
      ow = out.dim(3);
      cs = Layout.pixelStride(out.dim(1));
      gather = new Gather(in, w, plain);
      // Whole rows are not needed: a tile is a run of pixels of one row.
      tile = Math.min(ow, Math.max(TILE_FLOATS / k / 24 * 24, 24));
    }

    @Override
    public int scratchFloats() {
      return tile * k;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(source);
      int from0 = operands.inputOffset(source);
      float[] dst = operands.output(0);
      float[] add = residual < 0 ? dst : operands.input(residual);
      int rs = residual < 0 ? 0 : cs;
      float[] scratch = operands.scratch();
      int tiles = Math.ceilDiv(ow, tile);
      int items = images * oh * tiles;
      int parts = items >= 4 * workers.count() ? 1 : matrix.panels();
      workers.run(
          items * parts,
          (worker, from, to) -> {
            int s = operands.scratchOffset(worker);
            int gathered = -1;
            for (int i = from; i < to; i++) {
              int item = i / parts;
              int row = item / tiles;
              int first = item % tiles * tile;
              int n = Math.min(tile, ow - first);
              if (item != gathered) {
                gather.run(src, from0, row / oh, row % oh, first, n, scratch, s);
                gathered = item;
              }
              int begin = parts == 1 ? 0 : i % parts;
              int end = parts == 1 ? matrix.panels() : begin + 1;
              int pixel = (row * ow + first) * cs;
              int c = operands.outputOffset(0) + pixel;
              int r = residual < 0 ? 0 : operands.inputOffset(residual) + pixel;
              matrix.multiply(
                  begin,
                  end,
                  scratch,
                  s,
                  k,
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
    }
  }

  /// Gathers the taps of pixels: for each pixel, tap by tap, all input channels; zeros for padding.
  private static final class Gather {
    private final int ic;
    private final int ih;
    private final int iw;
    private final int kh;
    private final int kw;
    private final int sh;
    private final int sw;
    private final int dh;
    private final int dw;
    private final int padTop;
    private final int padLeft;
    private final boolean plain;

    Gather(Shape in, Window w, boolean plain) {
      ic = in.dim(1);
      ih = in.dim(2);
      iw = in.dim(3);
      kh = w.kernel().get(0);
      kw = w.kernel().get(1);
      sh = w.stride().get(0);
      sw = w.stride().get(1);
      dh = w.dilation().get(0);
      dw = w.dilation().get(1);
      padTop = w.padBegin(0, ih);
      padLeft = w.padBegin(1, iw);
      this.plain = plain;
    }

    void run(float[] src, int so, int image, int y, int first, int n, float[] dst, int to) {
      int k = ic * kh * kw;
      for (int a = 0; a < kh; a++) {
        int row = y * sh - padTop + a * dh;
        for (int b = 0; b < kw; b++) {
          int at = to + (a * kw + b) * ic;
          int x = first * sw - padLeft + b * dw;
          if (row < 0 || row >= ih) {
            zero(dst, at, k, n);
          } else if (plain) {
            plain(src, so + (image * ic * ih + row) * iw, x, n, dst, at, k);
          } else {
            int cs = Layout.pixelStride(ic);
            last(src, so + (image * ih + row) * iw * cs, cs, x, n, dst, at, k);
          }
        }
      }
    }

    private void zero(float[] dst, int at, int k, int n) {
      for (int p = 0; p < n; p++) {
        Arrays.fill(dst, at + p * k, at + p * k + ic, 0);
      }
    }

    private void plain(float[] src, int row, int x, int n, float[] dst, int at, int k) {
      for (int c = 0; c < ic; c++) {
        int s = row + c * ih * iw;
        for (int p = 0; p < n; p++) {
          int column = x + p * sw;
          dst[at + p * k + c] = column >= 0 && column < iw ? src[s + column] : 0;
        }
      }
    }

    private void last(float[] src, int row, int cs, int x, int n, float[] dst, int at, int k) {
      for (int p = 0; p < n; p++) {
        int column = x + p * sw;
        if (column >= 0 && column < iw) {
          System.arraycopy(src, row + column * cs, dst, at + p * k, ic);
        } else {
          Arrays.fill(dst, at + p * k, at + p * k + ic, 0);
        }
      }
    }
  }
}
