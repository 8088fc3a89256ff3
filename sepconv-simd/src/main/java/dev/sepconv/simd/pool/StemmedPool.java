package dev.sepconv.simd.pool;

import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.direct.StemLayer;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// A network's first convolution and the maximum pool after it, as ResNets begin. What is between
/// them, the largest value of such a network, is never in memory as a whole: each worker keeps the
/// rows that a window covers.
public final class StemmedPool implements Kernel {
  @Override
  public String id() {
    return "f32-stem-pool-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    Node last = work.last();
    boolean fits =
        work.nodes().size() > 1
            && last.op() instanceof Pool p
            && p.kind() == Pool.Kind.MAX
            && p.window().rank() == 2
            && last.outputs().size() == 1
            && available.get(0) == Layout.PLAIN
            && ConvWork.of(stem(work)).filter(StemLayer::fits).isPresent()
            && last.inputs().get(0).equals(stem(work).last().output());
    return fits ? Optional.of(Geometry.layouts(work, Layout.PLAIN)) : Optional.empty();
  }

  private static Work stem(Work work) {
    return new Work(work.graph(), work.nodes().subList(0, work.nodes().size() - 1));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork stem = ConvWork.of(stem(work)).orElseThrow();
    return new PoolTask(stem, (Pool) work.last().op(), work.outputShape());
  }

  private static final class PoolTask implements Task {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    private final StemLayer layer;
    private final int images;
    private final int pixel;
    private final PoolAxis rows;
    private final PoolAxis columns;
    private final int ring;
    private final int line;

    PoolTask(ConvWork stem, Pool pool, Shape out) {
      layer = new StemLayer(stem);
      Shape in = stem.output();
      images = in.dim(0);
      pixel = Layout.pixelStride(in.dim(1));
      rows = PoolAxis.of(pool, 0, in.dim(2), out.dim(2));
      columns = PoolAxis.of(pool, 1, in.dim(3), out.dim(3));
      ring = (pool.window().kernel().get(0) - 1) * rows.step() + 1;
      line = columns.input() * pixel;
    }

    /// The copies of the stem's input, the ring, and the maxima of a window's columns.
    @Override
    public int scratchFloats() {
      return copies() + (ring + 1) * line;
    }

    private int copies() {
      return Layout.pixelStride(layer.scratchFloats(ring));
    }

    @Override
    public void run(Operands operands, Workers workers) {
      workers.run(
          images * rows.outputs(),
          (worker, from, to) -> {
            // The first row that is not in the ring yet.
            int next = 0;
            for (int item = from; item < to; item++) {
              int y = item % rows.outputs();
              int first = rows.first()[y];
              int end =
                  rows.taps()[y] == 0 ? first : first + (rows.taps()[y] - 1) * rows.step() + 1;
              next = item == from || y == 0 ? first : Math.max(next, first);
              convolve(operands, worker, item / rows.outputs() * rows.input(), next, end);
              next = Math.max(next, end);
              pool(operands, worker, item, y);
            }
          });
    }

    /// Puts rows of the convolution into the ring.
    ///
    /// @param image the rows of all images before
    private void convolve(Operands operands, int worker, int image, int from, int to) {
      if (from >= to) {
        return;
      }
      float[] scratch = operands.scratch();
      int copies = operands.scratchOffset(worker);
      layer.copy(
          operands.input(0), operands.inputOffset(0), image + from, to - from, scratch, copies);
      for (int r = from; r < to; r++) {
        int d = slot(copies, r);
        for (int p = 0; p < layer.matrix().panels(); p++) {
          int at = d + layer.matrix().channel(p);
          layer.row(p, scratch, copies, ring, r - from, columns.input(), scratch, at, pixel, LANES);
        }
        layer.function(scratch, d, line);
      }
    }

    private int slot(int scratch, int row) {
      return scratch + copies() + row % ring * line;
    }

    private void pool(Operands operands, int worker, int item, int y) {
      float[] scratch = operands.scratch();
      int begin = operands.scratchOffset(worker);
      int all = begin + copies() + ring * line;
      int taps = rows.taps()[y];
      int row = rows.first()[y];
      int a = taps == 0 ? all : slot(begin, row);
      for (int t = 1; t < taps; t++) {
        PoolLoops.max(scratch, a, slot(begin, row + t * rows.step()), all, line);
        a = all;
      }
      float[] dst = operands.output(0);
      int d = operands.outputOffset(0) + item * columns.outputs() * pixel;
      int step = columns.step() * pixel;
      for (int x = 0; x < columns.outputs(); x++) {
        int at = a + columns.first()[x] * pixel;
        int kh = Math.min(taps, 1);
        PoolLoops.max(scratch, at, kh, 0, columns.taps()[x], step, dst, d + x * pixel, pixel);
      }
    }
  }
}
