package dev.sepconv.kernel;

import java.util.List;

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
}
