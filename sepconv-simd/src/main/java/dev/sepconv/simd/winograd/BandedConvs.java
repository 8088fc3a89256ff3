package dev.sepconv.simd.winograd;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.direct.PatchTask;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// A 3x3 convolution by Winograd's filtering and the convolution that alone reads its result, band
/// by band of rows: where the value between them is larger than what the first reads and what the
/// second writes, it is the largest of a network, and a band of it is enough. Each layer is
/// computed as it would be alone, so its results are the same.
public final class BandedConvs implements Kernel {
  @Override
  public String id() {
    return "f32-conv-bands-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    List<ConvWork> layers = ConvWork.chain(work);
    boolean fits =
        layers.size() == 2
            && layers.stream().allMatch(c -> c.residual().isEmpty() && Geometry.of(c).isPresent())
            && fits(layers.getFirst(), layers.getLast());
    return fits ? Optional.of(Geometry.layouts(work, Layout.CHANNELS_LAST)) : Optional.empty();
  }

  private static boolean fits(ConvWork first, ConvWork second) {
    int outputs = WinogradRule.outputs(Geometry.of(first).orElseThrow());
    if (outputs == 0 || !PatchTask.pays(Geometry.of(second).orElseThrow())) {
      return false;
    }
    int between = floats(first.output());
    // Weights are read for every band.
    long products = Transform.of(outputs).products();
    return between > Math.max(floats(first.input()), floats(second.output()))
        && first.weights().length / 9 * products <= WinogradRule.CACHED_WEIGHTS
        && second.weights().length <= WinogradRule.CACHED_WEIGHTS;
  }

  private static int floats(Shape shape) {
    return Layout.CHANNELS_LAST.floats(shape);
  }

  /// The largest error on random data of the first layer, relative to its largest output.
  ///
  /// @return that, with a margin
  public static double error() {
    return Transform.of(4).error();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<ConvWork> layers = ConvWork.chain(work);
    return new BandsTask(work, layers.getFirst(), layers.getLast());
  }

  private static final class BandsTask implements Task {
    private final Geometry a;
    private final Geometry b;
    private final WinogradTask first;
    private final PatchTask second;
    private final int tile;
    private final int line;
    private final int rows;
    private final int bands;
    private final int window;
    private final Workers.SharedPart<Operands> part = this::part;

    BandsTask(Work work, ConvWork one, ConvWork other) {
      a = Geometry.of(one).orElseThrow();
      b = Geometry.of(other).orElseThrow();
      tile = WinogradRule.outputs(a);
      first = new WinogradTask(work, one, a, Transform.of(tile), true);
      second = new PatchTask(work, other, b);
      line = a.ow() * a.outputStride();
      rows = Math.max(1, first.rowsAtOnce() * tile / b.sh());
      bands = Math.ceilDiv(b.oh(), rows);
      int most = 0;
      for (int band = 0; band < bands; band++) {
        // The first band of a worker's share takes most: it begins where a tile does.
        most = Math.max(most, Math.ceilDiv(end(band), tile) - begin(band) / tile);
      }
      window = most * tile;
    }

    /// The first row between the layers that a band reads.
    private int begin(int band) {
      return Math.clamp(band * rows * b.sh() - b.padTop(), 0, a.oh());
    }

    /// After the last one.
    private int end(int band) {
      int last = Math.min((band + 1) * rows, b.oh()) - 1;
      int reach = (b.kh() - 1) * b.dh() + 1;
      return Math.clamp(last * b.sh() - b.padTop() + reach, begin(band), a.oh());
    }

    @Override
    public int scratchFloats() {
      return window * line + Math.max(first.scratchFloats(), second.scratchFloats());
    }

    @Override
    public void run(Operands operands, Workers workers) {
      workers.run(a.n() * bands, operands, part);
    }

    private void part(Operands operands, int worker, int from, int to) {
      Between between = new Between(operands, window * line);
      float[] scratch = operands.scratch();
      int own = operands.scratchOffset(worker);
      // What row lies first, and which is the first that does not lie there.
      int base = 0;
      int next = 0;
      for (int item = from; item < to; item++) {
        int image = item / bands;
        int band = item % bands;
        int begin = begin(band);
        int end = end(band);
        if (item == from || band == 0 || begin >= next) {
          base = begin / tile * tile;
          next = base;
        } else {
          System.arraycopy(
              scratch, own + (begin - base) * line, scratch, own, (next - begin) * line);
          base = begin;
        }
        between.origin = own - (image * a.oh() + base) * line;
        if (next < end) {
          int tileRows = Math.ceilDiv(a.oh(), tile);
          int tiles = Math.ceilDiv(end, tile);
          between.isWritten = true;
          first.rows(between, worker, image * tileRows + next / tile, image * tileRows + tiles);
          next = Math.min(tiles * tile, a.oh());
        }
        between.isWritten = false;
        int row = image * b.oh() + band * rows;
        second.rows(between, worker, row, Math.min(row + rows, (image + 1) * b.oh()));
      }
    }
  }

  /// The operands of one of the layers: a window in scratch memory is the first one's output and
  /// the second one's input.
  private static final class Between implements Operands {
    private final Operands all;
    private final int floats;
    private int origin;
    private boolean isWritten;

    Between(Operands all, int floats) {
      this.all = all;
      this.floats = floats;
    }

    @Override
    public float[] input(int i) {
      return isWritten ? all.input(i) : all.scratch();
    }

    @Override
    public int inputOffset(int i) {
      return isWritten ? all.inputOffset(i) : origin;
    }

    @Override
    public Tensor inputTensor(int i) {
      return all.inputTensor(i);
    }

    @Override
    public float[] output(int i) {
      return isWritten ? all.scratch() : all.output(i);
    }

    @Override
    public int outputOffset(int i) {
      return isWritten ? origin : all.outputOffset(i);
    }

    @Override
    public void setOutput(int i, Tensor tensor) {
      all.setOutput(i, tensor);
    }

    @Override
    public float[] scratch() {
      return all.scratch();
    }

    @Override
    public int scratchOffset(int worker) {
      return all.scratchOffset(worker) + floats;
    }
  }
}
