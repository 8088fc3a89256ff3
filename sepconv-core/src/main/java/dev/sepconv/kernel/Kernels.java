package dev.sepconv.kernel;

import dev.sepconv.kernel.Kernel.Layouts;
import java.util.List;
import java.util.Optional;

/// The one ordered list of kernels: the first that accepts a piece of work does it. The last one,
/// the reference, accepts all single nodes. Selection, parity tests and benchmarks all walk this
/// list.
///
/// @param list the kernels, most specific first
/// @param reorders bring values into the layouts that kernels ask for
public record Kernels(List<Kernel> list, Reorder.Maker reorders) {
  /// Copies the list.
  public Kernels {
    list = List.copyOf(list);
  }

  /// Kernels with plain Java reorders.
  ///
  /// @param list the kernels, most specific first
  public Kernels(List<Kernel> list) {
    this(list, Reorder::new);
  }

  /// A kernel and the layouts it works on.
  ///
  /// @param kernel the kernel
  /// @param layouts what it asks for
  public record Choice(Kernel kernel, Layouts layouts) {}

  /// Whether a kernel is the last resort.
  ///
  /// @param kernel one of the list
  /// @return whether it is the last one, the reference
  public boolean isLast(Kernel kernel) {
    return list.indexOf(kernel) == list.size() - 1;
  }

  /// The kernel for a piece of work.
  ///
  /// @param work one or more nodes
  /// @param available how the inputs lie
  /// @return the first kernel that accepts it, if any
  public Optional<Choice> select(Work work, List<Layout> available) {
    for (Kernel k : list) {
      Optional<Layouts> layouts = k.accepts(work, available);
      if (layouts.isPresent()) {
        return Optional.of(new Choice(k, layouts.get()));
      }
    }
    return Optional.empty();
  }
}
