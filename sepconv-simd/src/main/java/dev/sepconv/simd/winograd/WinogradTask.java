package dev.sepconv.simd.winograd;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Does blocks of tiles: transforms their inputs to `[product][tile][channel]`, and for each panel
/// of output channels multiplies to `[product][tile][channel of the panel]` and transforms back.
///
/// An item of work is a tile; or a panel, where all tiles fit into one block, so that each worker
/// reads only its share of the weights.
final class WinogradTask implements Kernel.Task {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// Both sides of the products of a block share an L2 cache of 1 MB.
  private static final int BLOCK_FLOATS = 1 << 18;

  /// Keeps the products of a tile, which lie at equal distances, out of the same cache sets.
  private static final int APART = 16;

  private final Geometry g;
  private final Transform transform;
  private final Epilogue epilogue;
  private final int residual;
  private final int m;
  private final int size;
  private final int products;
  private final int tileRows;
  private final int tileColumns;
  private final int block;
  private final Workers.SharedPart<Operands> byPanels = this::byPanels;
  private final Workers.SharedPart<Operands> byTiles = this::byTiles;
  private final int channels;
  private final int widest;
  private final List<PackedMatrix> weights;
  private final float[] bias;

  /// Prepares a layer.
  ///
  /// @param work the layer alone, or with those after it
  /// @param conv the layer
  /// @param g its sizes
  /// @param transform how it is computed
  /// @param wholeRows whether a block should be whole rows of tiles, for {@link #rows}
  WinogradTask(Work work, ConvWork conv, Geometry g, Transform transform, boolean wholeRows) {
    this.g = g;
    this.transform = transform;
    epilogue = new Epilogue(conv.activation());
    residual = conv.residual().map(work.inputs()::indexOf).orElse(-1);
    m = transform.outputs();
    size = m + 2;
    products = transform.products();
    tileRows = Math.ceilDiv(g.oh(), m);
    tileColumns = Math.ceilDiv(g.ow(), m);
    channels = g.inputStride();
    weights = pack(conv.weights());
    bias = Arrays.copyOf(conv.bias().orElse(new float[g.oc()]), g.outputStride());
    PackedMatrix first = weights.getFirst();
    int vectors = 0;
    for (int p = 0; p < first.panels(); p++) {
      vectors = Math.max(vectors, first.vectors(p));
    }
    widest = vectors * LANES;
    int rows = MicroKernels.tileRows(vectors);
    int fit = BLOCK_FLOATS / (products * (channels + widest)) / rows * rows;
    if (wholeRows && fit > tileColumns) {
      fit = fit / tileColumns * tileColumns;
    }
    block = Math.min(Math.max(fit, rows), g.n() * tileRows * tileColumns);
  }

  /// Transforms `oc x ic x 3 x 3` in double, to one matrix per product.
  private List<PackedMatrix> pack(float[] w) {
    double[][] t = transform.weights();
    List<PackedMatrix> packed = new ArrayList<>();
    float[] matrix = new float[g.oc() * g.ic()];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int i = 0; i < matrix.length; i++) {
          double sum = 0;
          for (int ky = 0; ky < 3; ky++) {
            for (int kx = 0; kx < 3; kx++) {
              sum += t[y][ky] * t[x][kx] * w[9 * i + 3 * ky + kx];
            }
          }
          matrix[i] = (float) sum;
        }
        packed.add(PackedMatrix.of(matrix, g.oc(), g.ic(), Optional.empty()));
      }
    }
    return packed;
  }

  private int inputStep() {
    return block * channels + APART;
  }

  private int outputStep() {
    return block * widest + APART;
  }

  private int patchFloats() {
    return size * size * Math.max(channels, widest);
  }

  @Override
  public int scratchFloats() {
    return products * (inputStep() + outputStep() + LANES) + patchFloats();
  }

  @Override
  public void run(Operands operands, Workers workers) {
    int tiles = g.n() * tileRows * tileColumns;
    int panels = weights.getFirst().panels();
    if (tiles <= block && panels >= workers.count()) {
      workers.run(panels, operands, byPanels);
    } else {
      workers.run(tiles, operands, byTiles);
    }
  }

  /// How many rows of tiles are a block.
  ///
  /// @return 1 where there are more blocks than rows
  int rowsAtOnce() {
    return Math.max(1, block / tileColumns);
  }

  /// Computes some rows of tiles.
  ///
  /// @param operands where they lie
  /// @param worker whose scratch memory is used
  /// @param from the first row of tiles, counted over all images
  /// @param to after the last one
  void rows(Operands operands, int worker, int from, int to) {
    byTiles(operands, worker, from * tileColumns, to * tileColumns);
  }

  private void byPanels(Operands operands, int worker, int from, int to) {
    block(operands, worker, 0, g.n() * tileRows * tileColumns, from, to);
  }

  private void byTiles(Operands operands, int worker, int from, int to) {
    int blocks = Math.ceilDiv(to - from, block);
    for (int b = 0; b < blocks; b++) {
      int begin = from + (to - from) * b / blocks;
      int end = from + (to - from) * (b + 1) / blocks;
      block(operands, worker, begin, end, 0, weights.getFirst().panels());
    }
  }

  /// Does some tiles, of all images in a row.
  private void block(
      Operands operands, int worker, int begin, int end, int fromPanel, int toPanel) {
    int inputs = operands.scratchOffset(worker);
    int outputs = inputs + products * inputStep();
    int temporary = outputs + products * outputStep();
    for (int t = begin; t < end; t++) {
      input(operands, t, temporary, inputs + (t - begin) * channels);
    }
    for (int p = fromPanel; p < toPanel; p++) {
      multiply(operands.scratch(), inputs, end - begin, outputs, p);
      int width = weights.getFirst().width(p);
      for (int t = begin; t < end; t++) {
        output(operands, t, p, temporary, outputs + (t - begin) * width);
      }
    }
  }

  private int image(int tile) {
    return tile / (tileRows * tileColumns);
  }

  private int row(int tile) {
    return tile / tileColumns % tileRows * m;
  }

  private int column(int tile) {
    return tile % tileColumns * m;
  }

  /// Transforms a tile where it lies, or a copy of it with padding.
  private void input(Operands operands, int tile, int temporary, int to) {
    int y = row(tile) - g.padTop();
    int x = column(tile) - g.padLeft();
    int s = operands.inputOffset(0) + ((image(tile) * g.ih() + y) * g.iw() + x) * channels;
    float[] scratch = operands.scratch();
    int patch = temporary + products * LANES;
    if (y >= 0 && x >= 0 && y + size <= g.ih() && x + size <= g.iw()) {
      transform(operands.input(0), s, g.iw() * channels, scratch, temporary, to);
      return;
    }
    int left = Math.clamp(-x, 0, size);
    int right = Math.clamp(g.iw() - x, left, size);
    for (int r = 0; r < size; r++) {
      int d = patch + r * size * channels;
      if (y + r < 0 || y + r >= g.ih() || left == right) {
        Arrays.fill(scratch, d, d + size * channels, 0);
        continue;
      }
      Arrays.fill(scratch, d, d + left * channels, 0);
      Arrays.fill(scratch, d + right * channels, d + size * channels, 0);
      int from = s + (r * g.iw() + left) * channels;
      System.arraycopy(
          operands.input(0), from, scratch, d + left * channels, (right - left) * channels);
    }
    transform(scratch, patch, size * channels, scratch, temporary, to);
  }

  private void transform(float[] src, int s, int rowStep, float[] scratch, int temporary, int to) {
    transform.input(
        src, s, rowStep, channels, scratch, temporary, channels, scratch, to, inputStep());
  }

  private void multiply(float[] scratch, int inputs, int tiles, int outputs, int panel) {
    for (int i = 0; i < products; i++) {
      PackedMatrix w = weights.get(i);
      int width = w.vectors(panel) * LANES;
      w.fetch(panel);
      MicroKernels.run(
          scratch,
          inputs + i * inputStep(),
          channels,
          tiles,
          g.ic(),
          w.data(),
          w.offset(panel),
          w.vectors(panel),
          scratch,
          -1,
          0,
          scratch,
          outputs + i * outputStep(),
          width,
          LANES,
          Epilogue.NO_RANGE);
    }
  }

  private void output(Operands operands, int tile, int panel, int temporary, int s) {
    int width = weights.getFirst().vectors(panel) * LANES;
    float[] scratch = operands.scratch();
    int patch = temporary + products * LANES;
    transform.output(
        scratch, s, outputStep(), scratch, temporary, width, scratch, patch, m * width, width);
    int channel = weights.getFirst().channel(panel);
    int rows = Math.min(m, g.oh() - row(tile));
    int columns = Math.min(m, g.ow() - column(tile));
    int pixels = (image(tile) * g.oh() + row(tile)) * g.ow() + column(tile);
    for (int y = 0; y < rows; y++) {
      int at = (pixels + y * g.ow()) * g.outputStride() + channel;
      if (residual >= 0) {
        add(operands, patch + y * m * width, columns, width, operands.inputOffset(residual) + at);
      }
      finish(
          operands, patch + y * m * width, columns, width, channel, operands.outputOffset(0) + at);
    }
  }

  private void add(Operands operands, int s, int columns, int width, int at) {
    float[] scratch = operands.scratch();
    float[] res = operands.input(residual);
    for (int x = 0; x < columns; x++) {
      for (int c = 0; c < width; c += LANES) {
        int i = s + x * width + c;
        FloatVector r = FloatVector.fromArray(S, res, at + x * g.outputStride() + c);
        FloatVector.fromArray(S, scratch, i).add(r).intoArray(scratch, i);
      }
    }
  }

  private void finish(Operands operands, int s, int columns, int width, int channel, int to) {
    float[] scratch = operands.scratch();
    float[] dst = operands.output(0);
    FloatVector low = FloatVector.fromArray(S, epilogue.range(), 0);
    FloatVector high = FloatVector.fromArray(S, epilogue.range(), LANES);
    for (int c = 0; c < width; c += LANES) {
      FloatVector b = FloatVector.fromArray(S, bias, channel + c);
      for (int x = 0; x < columns; x++) {
        FloatVector v = FloatVector.fromArray(S, scratch, s + x * width + c).add(b);
        v = v.blend(low, v.lt(low));
        v.blend(high, high.lt(v)).intoArray(dst, to + x * g.outputStride() + c);
      }
    }
    for (int x = 0; x < columns; x++) {
      epilogue.function(dst, to + x * g.outputStride(), width);
    }
  }
}
