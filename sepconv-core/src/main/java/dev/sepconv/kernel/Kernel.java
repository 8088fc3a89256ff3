package dev.sepconv.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One way to do one kind of work.
public interface Kernel {
  /// The name in plans, measurements and test reports: element type, operator, what is special
  /// about it, and what it is built on.
  ///
  /// @return such as `f32-dwconv-3x3-simd512`
  String id();

  /// Whether this kernel does a piece of work, and how its operands must lie.
  ///
  /// @param work one or more nodes; float32 values have known shapes, or the kernel declines
  /// @param available how the inputs lie as they come; asking for the same saves a reorder
  /// @return the layouts that {@link #prepare} will assume; empty if it does not do this work
  Optional<Layouts> accepts(Work work, List<Layout> available);

  /// Does once what need not be done in every run, as packing weights.
  ///
  /// @param work accepted work
  /// @param layouts what {@link #accepts} returned
  /// @return what does it; thread-safe
  Task prepare(Work work, Layouts layouts);

  /// How the operands of accepted work lie.
  ///
  /// @param inputs one per input of the work
  /// @param output of all outputs
  record Layouts(List<Layout> inputs, Layout output) {
    /// Copies the list.
    public Layouts {
      inputs = List.copyOf(inputs);
    }

    /// Everything in one layout.
    ///
    /// @param inputs the number of inputs
    /// @param layout of all operands
    /// @return the layouts
    public static Layouts all(int inputs, Layout layout) {
      return new Layouts(Collections.nCopies(inputs, layout), layout);
    }
  }

  /// Prepared work.
  @FunctionalInterface
  interface Task {
    /// The scratch memory that each worker needs.
    ///
    /// @return floats per worker
    default int scratchFloats() {
      return 0;
    }

    /// Reads the inputs and writes every output.
    ///
    /// @param operands where they lie in this run
    /// @param workers divide the work
    void run(Operands operands, Workers workers);
  }
}
