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

  /// Its kernels.
  ///
  /// @return most specific first
  List<Kernel> kernels();

  /// The most arithmetic that this machine does by the provider's means, as the yardstick of
  /// measurements.
  ///
  /// @return the loop; empty if the provider has none
  default Optional<FmaLoop> fmaLoop() {
    return Optional.empty();
  }
}
