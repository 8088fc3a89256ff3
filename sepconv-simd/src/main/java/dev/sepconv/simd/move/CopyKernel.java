package dev.sepconv.simd.move;

import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What only changes a shape, where no view does.
public final class CopyKernel implements Kernel {
  private static final int ITEM = 1 << 14;

  @Override
  public String id() {
    return "f32-copy";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && !work.inputs().isEmpty()
            && work.inputs().get(0).equals(work.first().inputs().get(0))
            && work.outputs().size() == 1
            && switch (work.first().op()) {
              case Identity _, Dropout _, Reshape _, Flatten _, Squeeze _, Unsqueeze _ -> true;
              default -> false;
            };
    if (!fits) {
      return Optional.empty();
    }
    boolean same = work.first().op() instanceof Identity || work.first().op() instanceof Dropout;
    Layout layout = same ? available.get(0) : Layout.PLAIN;
    List<Layout> inputs = new ArrayList<>(Collections.nCopies(available.size(), Layout.PLAIN));
    inputs.set(0, layout);
    return Optional.of(new Layouts(inputs, layout));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    int n = layouts.output().floats(work.outputShape());
    return (operands, workers) ->
        workers.run(
            Math.ceilDiv(n, ITEM),
            (worker, from, to) -> {
              int at = from * ITEM;
              System.arraycopy(
                  operands.input(0),
                  operands.inputOffset(0) + at,
                  operands.output(0),
                  operands.outputOffset(0) + at,
                  Math.min(to * ITEM, n) - at);
            });
  }
}
