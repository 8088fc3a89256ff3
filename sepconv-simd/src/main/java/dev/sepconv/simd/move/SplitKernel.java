package dev.sepconv.simd.move;

import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.Split;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Parts along an axis: row-major along any axis, channels last along the channels, of which also
/// one part alone.
public final class SplitKernel implements Kernel {
  @Override
  public String id() {
    return "f32-split";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && !work.inputs().isEmpty()
            && work.inputs().get(0).equals(work.first().inputs().get(0))
            && switch (work.first().op()) {
              case Split _ -> true;
              case Slice _ ->
                  available.get(0) == Layout.CHANNELS_LAST && channels(work).isPresent();
              default -> false;
            };
    if (!fits) {
      return Optional.empty();
    }
    boolean last =
        available.get(0) == Layout.CHANNELS_LAST
            && work.inputShape(0).rank() == 4
            && axis(work) == 1;
    Layout layout = last ? Layout.CHANNELS_LAST : Layout.PLAIN;
    List<Layout> inputs = new ArrayList<>(Collections.nCopies(available.size(), Layout.PLAIN));
    inputs.set(0, layout);
    return Optional.of(new Layouts(inputs, layout));
  }

  private static int axis(Work work) {
    return switch (work.first().op()) {
      case Split s -> s.axis() < 0 ? s.axis() + work.inputShape(0).rank() : s.axis();
      default -> 1;
    };
  }

  /// The first channel of a slice that takes neighbouring channels of all pixels.
  private static Optional<Integer> channels(Work work) {
    Optional<int[][]> tables = AxisTables.of(work);
    Shape from = work.inputShape(0);
    if (tables.isEmpty() || from.rank() != 4) {
      return Optional.empty();
    }
    for (int a = 0; a < 4; a++) {
      int[] t = tables.get()[a];
      boolean whole = a == 1 || t.length == from.dim(a);
      for (int i = 0; i < t.length && whole; i++) {
        whole = t[i] == (a == 1 ? t[0] : 0) + i;
      }
      if (!whole) {
        return Optional.empty();
      }
    }
    return Optional.of(tables.get()[1][0]);
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    int[] dims = work.inputShape(0).toInts();
    int axis = axis(work);
    boolean last = layouts.output() == Layout.CHANNELS_LAST;
    int inner = last ? 1 : Floats.product(dims, axis + 1, dims.length);
    int first = work.first().op() instanceof Slice ? channels(work).orElseThrow() : 0;
    int count = work.outputs().size();
    int[] at = new int[count];
    int[] width = new int[count];
    int[] step = new int[count];
    for (int i = 0; i < count; i++) {
      Shape s = work.graph().type(work.outputs().get(i)).shape();
      at[i] = i == 0 ? first : at[i - 1] + width[i - 1];
      width[i] = s.dim(axis) * inner;
      step[i] = last ? Layout.pixelStride(s.dim(1)) : width[i];
    }
    int rows = last ? dims[0] * dims[2] * dims[3] : Floats.product(dims, 0, axis);
    int length = last ? Layout.pixelStride(dims[1]) : Floats.product(dims, axis, dims.length);
    return new Parts(at, width, step, rows, length);
  }

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Parts(int[] at, int[] width, int[] step, int rows, int length) implements Task {
    /// Floats of an item of work, about.
    private static final int ITEM = 4096;

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      int so = operands.inputOffset(0);
      int perItem = Math.max(ITEM / length, 1);
      int groups = Math.ceilDiv(rows, perItem);
      int count = at.length;
      workers.run(
          groups * count,
          (worker, from, end) -> {
            for (int item = from; item < end; item++) {
              int part = item % count;
              int row = item / count * perItem;
              int n = Math.min(perItem, rows - row);
              int s = so + row * length + at[part];
              float[] dst = operands.output(part);
              int d = operands.outputOffset(part) + row * step[part];
              Channels.copy(src, s, length, dst, d, step[part], width[part], n);
            }
          });
    }
  }
}
