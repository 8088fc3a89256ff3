package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.direct.StemLayer;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.Division;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import dev.sepconv.simd.pool.Bands;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A depthwise layer, alone or with a pointwise or first layer before it, a pointwise one after it,
/// or both. Rows of what is between them stay in scratch memory. If its own result is the work's, a
/// global pool of that may be a second one: rows are reduced while they lie in a cache.
final class BlockTask implements Kernel.Task {
  /// At least so many pixels at once that the last layer's tiles are mostly full.
  private static final int PIXELS = 96;

  /// What one layer hands to the next may take this much of the L1 cache: 32 KB.
  private static final int TILE_FLOATS = 8 * 1024;

  /// Where the last layer's weights do not stay in the L2 cache, they are read once for as much as
  /// leaves them room there: 384 KB.
  private static final int LARGE_TILE_FLOATS = 96 * 1024;

  static final int CACHED_WEIGHTS = 64 * 1024;

  /// Of 64 sets, pixels whose distance is a multiple of this reach eight.
  private static final int CROWDED = 128;

  /// With fewer rows per worker a row more or less for one of them is a great loss.
  private static final int ROWS_PER_WORKER = 4;

  private final DepthwiseStage stage;
  private final DepthwiseStage.Rows source;
  private final Optional<Project> project;
  private final Optional<Bands> pool;
  private final int batch;
  private final Optional<Division> projection;
  private final Workers.SharedPart<Operands> byRows = this::byRows;
  private final Workers.SharedPart<Operands> byPanels = this::byPanels;
  private final Workers.SharedPart<Operands> finish = this::finish;

  /// The layer after the depthwise one.
  private record Project(
      PackedMatrix matrix, Epilogue epilogue, int ic, int stride, int residual) {}

  BlockTask(Work work, Chain chain) {
    List<ConvWork> layers = chain.layers();
    boolean expands = !layers.getFirst().isDepthwise();
    int d = expands ? 1 : 0;
    ConvWork depthwise = layers.get(d);
    boolean projects = layers.size() > d + 1;
    Lanes lanes = lanes(chain, depthwise, expands, projects);
    int stride = Layout.pixelStride(lanes.order().length);
    if (projects && stride % CROWDED == 0) {
      // All pixels would share few sets of the L1 cache.
      stride += Layout.BLOCK;
    }
    if (expands && !layers.getFirst().isPointwise()) {
      ConvWork s = layers.getFirst();
      StemLayer layer = new StemLayer(s);
      stage = new DepthwiseStage(depthwise, lanes, layer.matrix().bounds(), stride);
      source = new StemmedRows(layer, 0, s.output().dim(2), stage.inputPixels());
    } else if (expands) {
      ConvWork e = layers.getFirst();
      PackedMatrix m = PackedMatrix.of(e.weights(), e.output().dim(1), e.input().dim(1), e.bias());
      stage = new DepthwiseStage(depthwise, lanes, m.bounds(), stride);
      source = new ExpandedRows(m, e, 0, stage.inputPixels());
    } else {
      stage = new DepthwiseStage(depthwise, lanes, new int[0], stride);
      source = new CopiedRows(stage, lanes, work.inputShape(0));
    }
    project = projects ? Optional.of(project(work, layers.getLast(), lanes)) : Optional.empty();
    projection = project.map(this::projection);
    Shape out = depthwise.output();
    pool =
        chain.pool().map(f -> new Bands(f, out.dim(0), out.dim(1), stage.oh * stage.ow, stage.oh));
    batch =
        Math.min(
            Math.ceilDiv(pixels(layers, expands, projects), stage.ow), stage.images * stage.oh);
  }

  /// How many pixels of a panel are computed before those of the next.
  private int pixels(List<ConvWork> layers, boolean expands, boolean projects) {
    if (!expands && !projects) {
      // Nothing else wants the other panels: the rings of one stay in the L1 cache to the end.
      return Integer.MAX_VALUE;
    }
    boolean large = projects && layers.getLast().weights().length > CACHED_WEIGHTS;
    return Math.max(PIXELS, (large ? LARGE_TILE_FLOATS : TILE_FLOATS) / stage.outputStride);
  }

  /// Only a layer that follows takes the results in any order, and only what is copied can be
  /// copied into any lanes.
  private static Lanes lanes(Chain chain, ConvWork depthwise, boolean expands, boolean projects) {
    int multiplier = Depthwise.multiplier(depthwise);
    int[] channels =
        IntStream.range(0, depthwise.output().dim(1))
            .map(o -> o / multiplier)
            .map(c -> chain.picked().isPresent() ? chain.picked().get()[c] : c)
            .toArray();
    return projects && !expands ? Lanes.shared(channels) : Lanes.inOrder(channels);
  }

  private static Project project(Work work, ConvWork layer, Lanes lanes) {
    int oc = layer.output().dim(1);
    int ic = layer.input().dim(1);
    int[] order = lanes.order();
    float[] weights = new float[oc * order.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = layer.weights()[i / order.length * ic + order[i % order.length]];
    }
    PackedMatrix matrix = PackedMatrix.of(weights, oc, order.length, layer.bias());
    int residual = layer.residual().map(work.inputs()::indexOf).orElse(-1);
    return new Project(
        matrix, new Epilogue(layer.activation()), order.length, Layout.pixelStride(oc), residual);
  }

  @Override
  public int scratchFloats() {
    int tile = project.isPresent() ? batch * stage.ow * stage.outputStride : 0;
    return ringFloats() + tile + pool.map(Bands::scratchFloats).orElse(0);
  }

  /// What comes before the tile.
  private int ringFloats() {
    return stage.scratchFloats() + source.scratchFloats();
  }

  @Override
  public void run(Operands operands, Workers workers) {
    int rows = stage.images * stage.oh;
    boolean few = rows < ROWS_PER_WORKER * workers.count() && rows <= batch;
    if (workers.count() == 1 || !few) {
      workers.run(rows, operands, byRows);
    } else {
      inTurn(operands, workers, rows);
    }
    if (pool.isPresent()) {
      int to = operands.outputOffset(1);
      float[] scratch = operands.scratch();
      pool.get().join(scratch, sums(operands), operands.output(1), to, stage.outputStride);
    }
  }

  private void inTurn(Operands operands, Workers workers, int rows) {
    // Few rows: every worker takes some channels of all of them, first of one layer, then of the
    // next.
    workers.run(stage.panels(), operands, byPanels);
    if (projection.isPresent()) {
      projection.get().run(operands, workers);
      if (project.orElseThrow().epilogue.hasFunction()) {
        workers.run(rows, operands, finish);
      }
    }
  }

  private void byRows(Operands operands, int worker, int from, int to) {
    int rings = operands.scratchOffset(worker);
    for (int i = from; i < to; i += batch) {
      int n = Math.min(batch, to - i);
      float[] dst = project.isPresent() ? operands.scratch() : operands.output(0);
      int tile =
          project.isPresent()
              ? rings + ringFloats()
              : operands.outputOffset(0) + i * stage.ow * stage.outputStride;
      for (int p = 0; p < stage.panels(); p++) {
        rows(operands, rings, i > from, i, n, p, dst, tile);
      }
      end(operands, dst, tile, i, n);
      if (project.isPresent()) {
        Project last = project.get();
        for (int p = 0; p < last.matrix.panels(); p++) {
          if (i == from) {
            last.matrix.fetch(p);
          }
          multiply(operands, last, tile, i * stage.ow, n * stage.ow, p);
        }
        finish(operands, last, i, n);
      }
    }
  }

  /// The function after the depthwise layer, and the pool, row by row.
  private void end(Operands operands, float[] dst, int to, int row, int count) {
    if (pool.isEmpty()) {
      stage.function(dst, to, count * stage.ow);
      return;
    }
    for (int r = 0; r < count; r++) {
      int at = to + r * stage.ow * stage.outputStride;
      stage.function(dst, at, stage.ow);
      sum(operands, dst, at, row + r, 0, stage.outputStride);
    }
  }

  /// Reduces a row of some channels.
  private void sum(Operands operands, float[] src, int at, int row, int from, int to) {
    pool.orElseThrow()
        .reduce(
            src,
            at,
            stage.outputStride,
            stage.ow,
            row,
            from,
            to,
            operands.scratch(),
            sums(operands));
  }

  private int sums(Operands operands) {
    return operands.scratchOffset(0) + ringFloats();
  }

  /// Where what one layer hands to the next lies, if all rows go through it at once.
  private int tile(Operands operands) {
    return project.isPresent()
        ? operands.scratchOffset(0) + ringFloats()
        : operands.outputOffset(0);
  }

  private void byPanels(Operands operands, int worker, int from, int to) {
    float[] dst = project.isPresent() ? operands.scratch() : operands.output(0);
    int tile = tile(operands);
    int rows = stage.images * stage.oh;
    for (int p = from; p < to; p++) {
      rows(operands, operands.scratchOffset(worker), false, 0, rows, p, dst, tile);
      stage.function(dst, tile, rows * stage.ow, p);
      for (int r = 0; pool.isPresent() && r < rows; r++) {
        int at = tile + r * stage.ow * stage.outputStride;
        int channel = stage.channel(p);
        sum(operands, dst, at, r, channel, channel + stage.width(p));
      }
    }
  }

  private void finish(Operands operands, int worker, int from, int to) {
    finish(operands, project.orElseThrow(), from, to - from);
  }

  private Division projection(Project last) {
    int pixels = stage.images * stage.oh * stage.ow;
    return new Division(
        Math.ceilDiv(pixels, Division.UNIT),
        last.matrix.panels(),
        true,
        (long) pixels * last.ic * last.stride,
        (operands, _, fromUnit, toUnit, fromPanel, toPanel) -> {
          int first = fromUnit * Division.UNIT;
          int count = Math.min(toUnit * Division.UNIT, pixels) - first;
          int from = tile(operands) + first * stage.outputStride;
          for (int p = fromPanel; p < toPanel; p++) {
            last.matrix.fetch(p);
            multiply(operands, last, from, first, count, p);
          }
        });
  }

  /// Computes rows of one panel of the depthwise layer.
  private void rows(
      Operands operands,
      int rings,
      boolean continues,
      int first,
      int count,
      int panel,
      float[] dst,
      int to) {
    for (int r = 0; r < count; r++) {
      int at = to + r * stage.ow * stage.outputStride;
      int own = rings + stage.scratchFloats();
      stage.row(operands, source, first + r, panel, own, rings, continues || r > 0, dst, at);
    }
  }

  /// Computes one panel of the last layer.
  private void multiply(Operands operands, Project last, int tile, int pixel, int pixels, int p) {
    float[] dst = operands.output(0);
    int to = operands.outputOffset(0) + pixel * last.stride + last.matrix.channel(p);
    boolean adds = last.residual >= 0;
    MicroKernels.run(
        operands.scratch(),
        tile,
        stage.outputStride,
        pixels,
        last.ic,
        last.matrix.data(),
        last.matrix.offset(p),
        last.matrix.vectors(p),
        adds ? operands.input(last.residual) : dst,
        adds
            ? operands.inputOffset(last.residual) + pixel * last.stride + last.matrix.channel(p)
            : -1,
        last.stride,
        dst,
        to,
        last.stride,
        MicroKernels.LANES,
        last.epilogue.range());
  }

  /// Applies the last layer's function to whole rows.
  private void finish(Operands operands, Project last, int first, int count) {
    int row = stage.ow * last.stride;
    last.epilogue.function(operands.output(0), operands.outputOffset(0) + first * row, count * row);
  }

  /// Whether a depthwise layer and, if there is one more, a pointwise one follow the first, which
  /// reads all of its input. Only what the depthwise layer writes can be pooled. A pointwise layer
  /// that writes more than it reads had better begin the next piece, so that the smaller of the two
  /// values is what goes through memory.
  static boolean follows(Chain chain) {
    List<ConvWork> layers = chain.layers();
    return layers.size() >= 2
        && layers.size() <= 3
        && chain.picked().isEmpty()
        && Depthwise.isDepthwise2d(layers.get(1))
        && Depthwise.multiplier(layers.get(1)) == 1
        && (layers.size() == 2 || (narrows(layers.get(2)) && chain.pool().isEmpty()));
  }

  private static boolean narrows(ConvWork last) {
    return last.isPointwise() && last.output().elements() <= last.input().elements();
  }

  static Kernel.Task of(Work work) {
    return new BlockTask(work, Chain.of(work).orElseThrow());
  }
}
