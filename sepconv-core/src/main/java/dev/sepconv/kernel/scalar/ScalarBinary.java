package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
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

/// Sum, difference, product or quotient of two values, one of which has the shape of the result;
/// the other has it too, or repeats each of its elements along the last axes, as one factor for
/// each channel does.
final class ScalarBinary implements Kernel {
  /// Floats of a row: three rows of them stay in the first cache.
  private static final int ROW = 2048;

  @Override
  public String id() {
    return "f32-binary-scalar";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    Node n = work.first();
    Graph g = work.graph();
    if (work.nodes().size() != 1 || !(n.op() instanceof Binary b) || !isArithmetic(b.kind())) {
      return Optional.empty();
    }
    boolean floats =
        n.inputs().stream()
            .map(g::type)
            .allMatch(t -> t.element() == ElementType.FLOAT32 && t.isStatic());
    if (!floats || work.outputShape().elements() == 0) {
      return Optional.empty();
    }
    int left = runs(work, 0);
    int right = runs(work, 1);
    return (left == 1 && right > 0) || (right == 1 && left > 0)
        ? Optional.of(Layouts.all(available.size(), Layout.PLAIN))
        : Optional.empty();
  }

  private static boolean isArithmetic(Binary.Kind kind) {
    return switch (kind) {
      case ADD, SUB, MUL, DIV -> true;
      default -> false;
    };
  }

  /// How many elements of the result in a row read one element of an input; 0 if that differs.
  private static int runs(Work work, int input) {
    TensorType type = work.graph().type(work.first().inputs().get(input));
    int[] out = work.outputShape().toInts();
    int[] in = new int[out.length];
    Arrays.fill(in, 1);
    System.arraycopy(type.shape().toInts(), 0, in, out.length - type.rank(), type.rank());
    int run = 1;
    int a = out.length;
    while (a > 0 && in[a - 1] == 1) {
      run *= out[--a];
    }
    return Arrays.equals(in, 0, a, out, 0, a) ? run : 0;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Binary.Kind kind = ((Binary) work.first().op()).kind();
    return new BinaryTask(kind, side(work, 0), side(work, 1), work.outputShape().elements());
  }

  private static Side side(Work work, int input) {
    String name = work.first().inputs().get(input);
    float[] constant =
        work.graph().constant(name).map(c -> c.tensor().floats()).orElseGet(() -> new float[0]);
    return new Side(work.inputs().indexOf(name), constant, runs(work, input));
  }

  /// One of the two values.
  ///
  /// @param input its number; negative for a constant
  /// @param constant its elements, if it is one
  /// @param run how many elements of the result in a row read one of its elements
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Side(int input, float[] constant, int run) {
    void load(Operands operands, int at, float[] row, int n) {
      float[] src = input < 0 ? constant : operands.input(input);
      int offset = input < 0 ? 0 : operands.inputOffset(input);
      if (run == 1) {
        System.arraycopy(src, offset + at, row, 0, n);
        return;
      }
      for (int i = 0; i < n; ) {
        int end = Math.min(n, i + run - (at + i) % run);
        Arrays.fill(row, i, end, src[offset + (at + i) / run]);
        i = end;
      }
    }
  }

  private record BinaryTask(Binary.Kind kind, Side left, Side right, int size) implements Task {
    @Override
    public void run(Operands operands, Workers workers) {
      workers.run(
          Math.ceilDiv(size, ROW),
          (worker, from, to) -> {
            float[] a = new float[ROW];
            float[] b = new float[ROW];
            for (int at = from * ROW; at < to * ROW; at += ROW) {
              int n = Math.min(ROW, size - at);
              left.load(operands, at, a, n);
              right.load(operands, at, b, n);
              apply(kind, a, b, n);
              System.arraycopy(a, 0, operands.output(0), operands.outputOffset(0) + at, n);
            }
          });
    }

    private static void apply(Binary.Kind kind, float[] a, float[] b, int n) {
      switch (kind) {
        case ADD -> Rows.add(a, b, n);
        case SUB -> {
          for (int i = 0; i < n; i++) {
            a[i] -= b[i];
          }
        }
        case MUL -> {
          for (int i = 0; i < n; i++) {
            a[i] *= b[i];
          }
        }
        case DIV -> Rows.divide(a, b, n);
        default -> throw new IllegalStateException("no loop for " + kind);
      }
    }
  }
}
