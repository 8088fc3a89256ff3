package dev.sepconv.simd.elementwise;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A function of each element, or a range, in whatever layout the value lies.
public final class UnaryKernel implements Kernel {
  /// Floats of one item of work: a source and a result of it stay in the first cache.
  private static final int ITEM = 4096;

  @Override
  public String id() {
    return "f32-unary-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        work.nodes().size() == 1
            && available.size() == 1
            && Activation.of(work.graph(), work.first()).isPresent()
            && work.graph().type(work.inputs().get(0)).isStatic();
    return fits ? Optional.of(Layouts.all(1, available.get(0))) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Activation f = Activation.of(work.graph(), work.first()).orElseThrow();
    int n = layouts.output().floats(work.outputShape());
    int items = Math.ceilDiv(n, ITEM);
    return (operands, workers) -> {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      int so = operands.inputOffset(0);
      int to = operands.outputOffset(0);
      workers.run(
          items,
          (worker, from, end) -> {
            for (int i = from; i < end; i++) {
              int at = i * ITEM;
              VectorFunctions.apply(f, src, so + at, dst, to + at, Math.min(ITEM, n - at));
            }
          });
    };
  }
}
