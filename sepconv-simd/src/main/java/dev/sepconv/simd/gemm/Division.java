package dev.sepconv.simd.gemm;

import dev.sepconv.kernel.Workers;

/// Divides a matrix product among workers: by rows, so that each reads all weights, or by panels of
/// columns, so that each reads all rows.
public final class Division {
  /// Rows are divided in units of this: a multiple of most tiles' heights.
  public static final int UNIT = 24;

  /// Below this many multiply-adds waking another thread takes longer than the work.
  private static final long ALONE = 1 << 16;

  private Division() {}

  /// A part of the product.
  @FunctionalInterface
  public interface Part {
    /// Computes some rows of some columns.
    ///
    /// @param worker who does it
    /// @param fromUnit the first unit of rows
    /// @param toUnit after the last
    /// @param fromPanel the first panel
    /// @param toPanel after the last
    void run(int worker, int fromUnit, int toUnit, int fromPanel, int toPanel);
  }

  /// Runs a product in parts.
  ///
  /// @param workers who shares it
  /// @param units of rows
  /// @param panels of columns
  /// @param columnsFirst whether there are more columns than rows, so that the weights are the
  ///   larger operand
  /// @param work multiply-adds of the whole
  /// @param part does one part
  public static void run(
      Workers workers, int units, int panels, boolean columnsFirst, long work, Part part) {
    if (workers.count() == 1 || work < ALONE) {
      part.run(0, 0, units, 0, panels);
    } else if (columnsFirst && panels > 1) {
      // Enough parts that a remainder of them is no great loss.
      int parts = Math.min(units, Math.ceilDiv(4 * workers.count(), panels));
      workers.run(
          panels * parts,
          (worker, from, to) -> {
            for (int i = from; i < to; i++) {
              int p = i / parts;
              int u = i % parts;
              part.run(worker, units * u / parts, units * (u + 1) / parts, p, p + 1);
            }
          });
    } else {
      workers.run(units, (worker, from, to) -> part.run(worker, from, to, 0, panels));
    }
  }
}
