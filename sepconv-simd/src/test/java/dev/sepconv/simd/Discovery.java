package dev.sepconv.simd;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.error.InvalidInputException;

/// A program that prints the kernels that a JVM finds, one class name a line, or why it finds none.
final class Discovery {
  private Discovery() {}

  /// Looks twice, as what is logged is to be logged once.
  public static void main(String[] args) {
    try {
      CpuBackend.discover();
      CpuBackend.discover().list().forEach(k -> System.out.println(k.getClass().getName()));
    } catch (InvalidInputException e) {
      System.out.println(e.getMessage());
    }
  }
}
