package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.op.Gemm;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A linear layer, `rows x in` to `rows x out`: each row of results is a sum of rows of the weights
/// times the inputs.
final class ScalarLinear implements Kernel {
  /// Columns of results that are done together: two rows of sums and four of weights fit the first
  /// cache, and wide layers still give every worker some.
  private static final int TILE = 256;

  @Override
  public String id() {
    return "f32-linear-scalar";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(ScalarLinear::fits)
        .map(c -> Layouts.all(available.size(), Layout.PLAIN));
  }

  private static boolean fits(ConvWork c) {
    TensorType in = c.graph().type(c.node().inputs().get(0));
    return c.op() instanceof Gemm g
        && !g.transA()
        && in.element() == ElementType.FLOAT32
        && in.isStatic()
        && c.input().elements() > 0
        && c.output().elements() > 0
        && c.residual().isEmpty()
        && c.bias().map(b -> isRow(c)).orElse(true)
        && Epilogue.accepts(c);
  }

  /// Whether the bias is one number per column.
  private static boolean isRow(ConvWork c) {
    TensorType b = c.graph().type(c.node().inputs().get(2));
    int columns = c.output().dim(1);
    return b.rank() > 0
        && b.shape().dim(b.rank() - 1) == columns
        && b.shape().elements() == columns;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork layer = ConvWork.of(work).orElseThrow();
    Gemm g = (Gemm) layer.op();
    int in = layer.input().dim(1);
    int out = layer.output().dim(1);
    float[] weights = layer.weights();
    float[][] rows = new float[Math.ceilDiv(out, TILE) * in][];
    for (int r = 0; r < rows.length; r++) {
      int first = r / in * TILE;
      float[] row = new float[Math.min(TILE, out - first)];
      int step = g.transB() ? in : 1;
      int at = g.transB() ? first * in + r % in : r % in * out + first;
      for (int x = 0; x < row.length; x++) {
        row[x] = g.alpha() * weights[at + x * step];
      }
      rows[r] = row;
    }
    float[] bias = layer.bias().map(float[]::clone).orElseGet(() -> new float[out]);
    for (int x = 0; x < out; x++) {
      bias[x] *= g.beta();
    }
    return new LinearTask(
        layer.output().dim(0), in, out, tiles(rows, in), bias, Epilogue.of(work, layer));
  }

  private static float[][][] tiles(float[][] rows, int in) {
    float[][][] tiles = new float[rows.length / Math.max(in, 1)][][];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = Arrays.copyOfRange(rows, t * in, (t + 1) * in);
    }
    return tiles;
  }

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record LinearTask(
      int count, int in, int out, float[][][] tiles, float[] bias, Epilogue epilogue)
      implements Task {
    @Override
    public void run(Operands operands, Workers workers) {
      int pairs = Math.ceilDiv(count, 2);
      workers.run(
          tiles.length * pairs,
          (worker, from, to) -> {
            float[][] sums = new float[2][TILE];
            float[] spare = new float[TILE];
            for (int i = from; i < to; i++) {
              pair(operands, i / pairs, i % pairs * 2, sums, spare);
            }
          });
    }

    private void pair(Operands operands, int tile, int row, float[][] sums, float[] spare) {
      int first = tile * TILE;
      int n = Math.min(TILE, out - first);
      int rows = Math.min(2, count - row);
      for (int s = 0; s < rows; s++) {
        System.arraycopy(bias, first, sums[s], 0, n);
      }
      int at = operands.inputOffset(0) + row * in;
      Rows.accumulate(sums, rows, tiles[tile], in, operands.input(0), at, in, n);
      for (int s = 0; s < rows; s++) {
        epilogue.finish(operands, sums[s], spare, (row + s) * out + first, n);
      }
    }
  }
}
