package dev.sepconv.kernel.scalar;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import java.util.List;
import java.util.Optional;

/// A function of each element, or a range, in whatever layout the value lies.
final class ScalarUnary implements Kernel {
  /// Floats of one item of work: a row of them stays in the first cache.
  private static final int ITEM = 2048;

  @Override
  public String id() {
    return "f32-unary-scalar";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        work.nodes().size() == 1
            && available.size() == 1
            && Activation.of(work.graph(), work.first()).filter(Functions::has).isPresent()
            && work.graph().type(work.inputs().get(0)).isStatic();
    return fits ? Optional.of(Layouts.all(1, available.get(0))) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Activation f = Activation.of(work.graph(), work.first()).orElseThrow();
    int size = layouts.output().floats(work.outputShape());
    return (operands, workers) ->
        workers.run(
            Math.ceilDiv(size, ITEM),
            (worker, from, to) -> {
              float[] row = new float[ITEM];
              for (int at = from * ITEM; at < to * ITEM; at += ITEM) {
                int n = Math.min(ITEM, size - at);
                System.arraycopy(operands.input(0), operands.inputOffset(0) + at, row, 0, n);
                Functions.apply(f, row, n);
                System.arraycopy(row, 0, operands.output(0), operands.outputOffset(0) + at, n);
              }
            });
  }
}
