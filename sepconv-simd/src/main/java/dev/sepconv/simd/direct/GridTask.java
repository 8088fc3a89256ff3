package dev.sepconv.simd.direct;

import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.PackedMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// Computes the pixels of a {@link Grid}: copies the input rows of a few rows of pixels with their
/// padding, so that no tap has to ask where it is, and lets the micro-kernel sum over them.
///
/// An item of work is one row of pixels of one panel of one group; rows are innermost, so that a
/// worker's share reads few weights.
final class GridTask {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /// 256 KB of input rows leave room for a panel's weights in an L2 cache of 1 MB.
  private static final int ROWS_FLOATS = 65_536;

  /// A panel's weights are read once per tile: up to 256 KB at a time stay in the L2 cache.
  private static final int BLOCK_TERMS = 1152;

  /// The longest run of neighbouring taps that is summed in one go.
  private static final int RUN_TERMS = 1536;

  private static final int MAX_PIXELS = 12;

  private final Geometry g;
  private final Grid grid;
  private final Epilogue epilogue;
  private final List<PackedMatrix> packed = new ArrayList<>();
  private final int groupIn;
  private final int groupOut;
  private final int pixelStride;
  private final int rowFloats;
  private final int chunk;
  private final int run;
  private final int block;
  private final int[] taps;
  private final int[] pixels;
  private final int residual;

  /// A weight by its place.
  interface Weights {
    float get(int oc, int icOfGroup, int ky, int kx);
  }

  GridTask(
      Geometry g,
      Grid grid,
      Epilogue epilogue,
      Weights source,
      Optional<float[]> bias,
      int residual) {
    this.g = g;
    this.grid = grid;
    this.epilogue = epilogue;
    this.residual = residual;
    groupIn = g.ic() / g.groups();
    groupOut = g.oc() / g.groups();
    // Whole rows are copied at once where there is one group, else each pixel's part alone.
    pixelStride = g.groups() == 1 ? g.inputStride() : groupIn;
    rowFloats = grid.inputColumns() * pixelStride;
    int fit = grid.rows();
    while (fit > 1 && grid.inputRows(fit) * rowFloats > ROWS_FLOATS) {
      fit = (fit + 1) / 2;
    }
    chunk = fit;
    int together = pixelStride == groupIn ? grid.sideBySide() : 1;
    int joined = together * groupIn <= RUN_TERMS ? together : 1;
    run = joined * groupIn;
    taps = new int[grid.taps().size() / joined];
    for (int i = 0; i < taps.length; i++) {
      Grid.Tap t = grid.taps().get(i * joined);
      taps[i] = (t.y() - grid.minY()) * rowFloats + (t.x() - grid.minX()) * pixelStride;
    }
    block = taps.length * run <= BLOCK_TERMS ? taps.length : Math.max(1, BLOCK_TERMS / 2 / run);
    pixels = new int[chunk * grid.columns() + MAX_PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      // What a last tile does beyond the last pixel is not used.
      int p = Math.min(i, chunk * grid.columns() - 1);
      pixels[i] =
          p / grid.columns() * grid.strideY() * rowFloats
              + p % grid.columns() * grid.strideX() * pixelStride;
    }
    for (int group = 0; group < g.groups(); group++) {
      packed.add(pack(source, bias, group * groupOut));
    }
  }

  private PackedMatrix pack(Weights source, Optional<float[]> bias, int first) {
    int terms = grid.taps().size() * groupIn;
    float[] w = new float[groupOut * terms];
    int at = 0;
    for (int oc = first; oc < first + groupOut; oc++) {
      for (Grid.Tap t : grid.taps()) {
        for (int ic = 0; ic < groupIn; ic++) {
          w[at++] = source.get(oc, ic, t.ky(), t.kx());
        }
      }
    }
    Optional<float[]> own = bias.map(b -> Arrays.copyOfRange(b, first, first + groupOut));
    return PackedMatrix.of(w, groupOut, terms, own);
  }

  int items() {
    return g.groups() * packed.getFirst().panels() * g.n() * grid.rows();
  }

  private int bufferBegin() {
    return grid.inputRows(chunk) * rowFloats;
  }

  /// Results lie in a buffer first where pixels do not follow each other, or where the panels of
  /// one group would write into the next.
  private boolean isDirect() {
    return grid.isDense() && (g.groups() == 1 || groupOut % Layout.BLOCK == 0);
  }

  int scratchFloats() {
    int buffered = isDirect() ? MAX_PIXELS : pixels.length;
    return bufferBegin() + buffered * 4 * LANES;
  }

  /// Does some items.
  void run(Operands operands, int worker, int from, int to) {
    int perPanel = g.n() * grid.rows();
    int panels = packed.getFirst().panels();
    Chunk part = new Chunk(operands, operands.scratchOffset(worker));
    int count;
    for (int item = from; item < to; item += count) {
      int panel = item / perPanel;
      int image = item % perPanel / grid.rows();
      int row = item % grid.rows();
      count = Math.min(Math.min(to - item, grid.rows() - row), chunk);
      int group = panel / panels;
      copyRows(operands, worker, image, group, row, count);
      part.move(image, group, panel % panels, row, count);
      part.compute();
    }
  }

  private void copyRows(Operands operands, int worker, int image, int group, int row, int count) {
    float[] src = operands.input(0);
    float[] dst = operands.scratch();
    int source = operands.inputOffset(0) + image * g.ih() * g.iw() * g.inputStride();
    int left = Math.clamp(-grid.minX(), 0, grid.inputColumns());
    int right = Math.clamp(g.iw() - grid.minX(), left, grid.inputColumns());
    for (int r = 0; r < grid.inputRows(count); r++) {
      int y = row * grid.strideY() + grid.minY() + r;
      int d = operands.scratchOffset(worker) + r * rowFloats;
      if (y < 0 || y >= g.ih()) {
        Arrays.fill(dst, d, d + rowFloats, 0);
        continue;
      }
      Arrays.fill(dst, d, d + left * pixelStride, 0);
      Arrays.fill(dst, d + right * pixelStride, d + rowFloats, 0);
      int s = source + (y * g.iw() + grid.minX()) * g.inputStride();
      if (g.groups() == 1) {
        int length = (right - left) * pixelStride;
        System.arraycopy(src, s + left * pixelStride, dst, d + left * pixelStride, length);
      } else {
        for (int x = left; x < right; x++) {
          int pixel = s + x * g.inputStride() + group * groupIn;
          System.arraycopy(src, pixel, dst, d + x * pixelStride, groupIn);
        }
      }
    }
  }

  /// Some rows of pixels of one panel whose input rows have been copied. One object moves over all
  /// of a worker's rows.
  private final class Chunk {
    private final Operands operands;
    private final int rows;
    private final int buffer;
    private int image;
    private int group;
    private PackedMatrix matrix = packed.getFirst();
    private int panel;
    private int row;
    private int width;
    private int tile;
    private int count;
    private int whole;

    Chunk(Operands operands, int rows) {
      this.operands = operands;
      this.rows = rows;
      buffer = rows + bufferBegin();
    }

    void move(int newImage, int newGroup, int newPanel, int newRow, int rowCount) {
      image = newImage;
      group = newGroup;
      matrix = packed.get(group);
      panel = newPanel;
      row = newRow;
      width = matrix.vectors(panel) * LANES;
      tile = TapTile.pixels(matrix.vectors(panel));
      count = rowCount * grid.columns();
      // A last tile that is not full goes through the buffer too.
      whole = isDirect() ? count / tile * tile : 0;
    }

    void compute() {
      if (residual >= 0) {
        begin();
      }
      int step = taps.length == 0 ? 1 : block;
      for (int t = 0; t == 0 || t < taps.length; t += step) {
        int end = Math.min(t + step, taps.length);
        sum(t, end, end == taps.length);
      }
      end();
    }

    private void sum(int from, int to, boolean last) {
      float[] range = last ? epilogue.range() : Epilogue.NO_RANGE;
      boolean fromBias = from == 0 && residual < 0;
      int w = matrix.offset(panel) + (1 + from * run) * width;
      float[] scratch = operands.scratch();
      float[] output = operands.output(0);
      for (int p = 0; p < count; p += tile) {
        boolean direct = p < whole;
        float[] dst = direct ? output : scratch;
        int d = direct ? pixel(p) : buffer + (p - whole) * width;
        int step = direct ? g.outputStride() : width;
        TapTile.run(
            matrix.vectors(panel),
            scratch,
            rows,
            pixels,
            p,
            taps,
            from,
            to,
            run,
            matrix.data(),
            w,
            fromBias ? matrix.data() : dst,
            fromBias ? matrix.offset(panel) : d,
            fromBias ? 0 : step,
            range,
            dst,
            d,
            step);
      }
    }

    /// Puts bias and residual where sums will begin with them.
    private void begin() {
      float[] dst = operands.output(0);
      float[] res = operands.input(residual);
      int shift = operands.inputOffset(residual) - operands.outputOffset(0);
      for (int p = 0; p < count; p++) {
        boolean direct = p < whole;
        int to = direct ? pixel(p) : buffer + (p - whole) * width;
        float[] data = direct ? dst : operands.scratch();
        int from = pixel(p) + shift;
        int b = matrix.offset(panel);
        int valid = direct ? width : valid();
        for (int c = 0; c < valid; c++) {
          data[to + c] = res[from + c] + matrix.data()[b + c];
        }
      }
    }

    /// Moves what lies in the buffer, and applies a function.
    private void end() {
      float[] dst = operands.output(0);
      for (int p = whole; p < count; p++) {
        int from = buffer + (p - whole) * width;
        System.arraycopy(operands.scratch(), from, dst, pixel(p), valid());
      }
      if (epilogue.hasFunction()) {
        for (int p = 0; p < count; p++) {
          epilogue.function(dst, pixel(p), valid());
        }
      }
    }

    /// The channels that are this panel's own.
    private int valid() {
      return isDirect() ? width : Math.clamp(groupOut - matrix.channel(panel), 0, width);
    }

    private int pixel(int p) {
      int y = grid.top() + (row + p / grid.columns()) * grid.stepY();
      int x = grid.left() + p % grid.columns() * grid.stepX();
      return operands.outputOffset(0)
          + ((image * g.oh() + y) * g.ow() + x) * g.outputStride()
          + group * groupOut
          + matrix.channel(panel);
    }
  }
}
