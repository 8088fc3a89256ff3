package dev.sepconv.kernel;

import java.util.List;
import java.util.Optional;

/// A module of kernels; found by {@link java.util.ServiceLoader}.
public interface KernelProvider {
  /// What it is built on.
  ///
  /// @return such as `simd`
  String name();

  /// Details for the log.
  ///
  /// @return such as `512 bits`
  String description();

  /// Where its kernels stand among those of other providers.
  ///
  /// @return the greater, the earlier
  int priority();

  /// Whether its kernels can run in this JVM. Answered before anything else is asked of it but its
  /// name, and without loading what may be missing.
  ///
  /// @return whether they can
  default boolean isAvailable() {
    return true;
  }

  /// What the JVM must be given for its kernels to run.
  ///
  /// @return such as a command-line option; empty if nothing
  default String requirement() {
    return "";
  }

  /// Whether its kernels are far slower than plain loops until HotSpot's optimising compiler has
  /// done them, which takes seconds.
  ///
  /// @return whether something else should serve the first calls
  default boolean startsSlowly() {
    return false;
  }

  /// Its kernels.
  ///
  /// @return most specific first
  List<Kernel> kernels();

  /// What brings values from one layout to the other.
  ///
  /// @return plain Java loops unless the provider has better ones
  default Reorder.Maker reorders() {
    return Reorder::new;
  }

  /// The most arithmetic that this machine does by the provider's means, as the yardstick of
  /// measurements.
  ///
  /// @return the loop; empty if the provider has none
  default Optional<FmaLoop> fmaLoop() {
    return Optional.empty();
  }
}
