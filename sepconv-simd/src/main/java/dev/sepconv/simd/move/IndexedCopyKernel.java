package dev.sepconv.simd.move;

import dev.sepconv.graph.op.Pad;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Parts, paddings, repetitions and nearest neighbours: row-major along any axes, channels last
/// where the channels stay as they are.
public final class IndexedCopyKernel implements Kernel {
  @Override
  public String id() {
    return "f32-indexed-copy";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && !work.inputs().isEmpty()
            && work.inputs().get(0).equals(work.first().inputs().get(0))
            && work.outputShape().rank() > 0
            && work.inputShape(0).rank() > 0
            && AxisTables.of(work).isPresent();
    if (!fits) {
      return Optional.empty();
    }
    boolean last = available.get(0) == Layout.CHANNELS_LAST && keepsChannels(work);
    Layout layout = last ? Layout.CHANNELS_LAST : Layout.PLAIN;
    List<Layout> inputs = new ArrayList<>(Collections.nCopies(available.size(), Layout.PLAIN));
    inputs.set(0, layout);
    return Optional.of(new Layouts(inputs, layout));
  }

  private static boolean keepsChannels(Work work) {
    Shape from = work.inputShape(0);
    if (from.rank() != 4 || work.outputShape().rank() != 4) {
      return false;
    }
    int[] channels = AxisTables.of(work).orElseThrow()[1];
    boolean same = channels.length == from.dim(1);
    for (int c = 0; c < channels.length && same; c++) {
      same = channels[c] == c;
    }
    return same;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    int[][] tables = AxisTables.of(work).orElseThrow();
    Shape from = work.inputShape(0);
    float fill =
        work.first().op() instanceof Pad
            ? Floats.known(work, 2)
                .filter(t -> t.size() > 0)
                .map(t -> (float) t.getDouble(0))
                .orElse(0f)
            : 0;
    if (layouts.output() == Layout.PLAIN) {
      int[] strides = from.strides();
      return new IndexedCopy(scaled(tables, strides), 1, fill);
    }
    int pixel = Layout.pixelStride(from.dim(1));
    int line = from.dim(3) * pixel;
    int[][] spatial = {tables[0], tables[2], tables[3]};
    int[] strides = {from.dim(2) * line, line, pixel};
    return new IndexedCopy(scaled(spatial, strides), pixel, fill);
  }

  private static int[][] scaled(int[][] tables, int[] strides) {
    int[][] offsets = new int[tables.length][];
    for (int a = 0; a < tables.length; a++) {
      int stride = strides[a];
      offsets[a] =
          Arrays.stream(tables[a])
              .map(i -> i == IndexedCopy.NONE ? IndexedCopy.NONE : i * stride)
              .toArray();
    }
    return offsets;
  }
}
