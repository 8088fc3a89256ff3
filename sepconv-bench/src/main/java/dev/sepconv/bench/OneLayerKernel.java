package dev.sepconv.bench;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import java.util.List;
import java.util.Optional;

/// A kernel that declines work of several layers, so that a plan is made without fusing them.
///
/// @param kernel does the rest
record OneLayerKernel(Kernel kernel) implements Kernel {
  static Kernel of(Kernel kernel) {
    return new OneLayerKernel(kernel);
  }

  /// How many layers a piece of work has.
  ///
  /// @param work any work
  /// @return convolutions and linear layers
  static long layers(Work work) {
    return work.nodes().stream()
        .filter(n ->
            switch (n.op()) {
              case Conv _, ConvTranspose _, Gemm _ -> true;
              default -> false;
            })
        .count();
  }

  @Override
  public String id() {
    return kernel.id();
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return layers(work) > 1 ? Optional.empty() : kernel.accepts(work, available);
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return kernel.prepare(work, layouts);
  }
}
