package dev.sepconv.simd.move;

import dev.sepconv.graph.op.Concat;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Concatenation: row-major along any axis, channels last along the channels.
public final class ConcatKernel implements Kernel {
  @Override
  public String id() {
    return "f32-concat";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && work.first().op() instanceof Concat
            && work.first().inputs().stream()
                .map(i -> work.graph().type(i))
                .allMatch(t -> t.isStatic());
    if (!fits) {
      return Optional.empty();
    }
    boolean channels =
        work.outputShape().rank() == 4
            && axis(work) == 1
            && available.contains(Layout.CHANNELS_LAST)
            && work.first().inputs().stream().allMatch(i -> work.graph().constant(i).isEmpty());
    Layout layout = channels ? Layout.CHANNELS_LAST : Layout.PLAIN;
    return Optional.of(Layouts.all(available.size(), layout));
  }

  private static int axis(Work work) {
    int axis = ((Concat) work.first().op()).axis();
    return axis < 0 ? axis + work.outputShape().rank() : axis;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<String> names = work.inputs();
    List<String> given = work.first().inputs();
    int[] dims = work.outputShape().toInts();
    int axis = axis(work);
    boolean last = layouts.output() == Layout.CHANNELS_LAST;
    int inner = last ? 1 : Floats.product(dims, axis + 1, dims.length);
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (String v : given) {
      Shape s = work.graph().type(v).shape();
      int width = s.dim(axis) * inner;
      float[] constant =
          names.contains(v)
              ? new float[0]
              : work.graph().constant(v).orElseThrow().tensor().floats();
      int step = last ? Layout.pixelStride(s.dim(1)) : width;
      parts.add(new Part(names.indexOf(v), constant, at, width, step));
      at += width;
    }
    int rows = last ? dims[0] * dims[2] * dims[3] : Floats.product(dims, 0, axis);
    return new Parts(parts, rows, last ? Layout.pixelStride(dims[1]) : at);
  }

  /// @param input its number; -1 for a constant
  /// @param constant the constant, or empty
  /// @param at where it begins in a row of the result
  /// @param width its elements in a row
  /// @param step from one of its rows to the next
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Part(int input, float[] constant, int at, int width, int step) {}

  private record Parts(List<Part> parts, int rows, int length) implements Task {
    /// Floats of an item of work, about.
    private static final int ITEM = 4096;

    @Override
    public void run(Operands operands, Workers workers) {
      float[] dst = operands.output(0);
      int to = operands.outputOffset(0);
      int perItem = Math.max(ITEM / length, 1);
      int groups = Math.ceilDiv(rows, perItem);
      int count = parts.size();
      workers.run(
          groups * count,
          (worker, from, end) -> {
            for (int item = from; item < end; item++) {
              Part p = parts.get(item % count);
              int row = item / count * perItem;
              int n = Math.min(perItem, rows - row);
              float[] src = p.input < 0 ? p.constant : operands.input(p.input);
              int so = (p.input < 0 ? 0 : operands.inputOffset(p.input)) + row * p.step;
              int d = to + row * length + p.at;
              Channels.copy(src, so, p.step, dst, d, length, p.width, n);
            }
          });
    }
  }
}
