package dev.sepconv.simd.gemm;

import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Workers;

/// Divides a matrix product among workers: by rows, so that each reads all weights, or by panels of
/// columns, so that each reads all rows. Made once, it serves all calls.
public final class Division {
  /// Rows are divided in units of this: a multiple of most tiles' heights.
  public static final int UNIT = 24;

  /// Below this many multiply-adds waking another thread takes longer than the work.
  private static final long ALONE = 1 << 16;

  private final int units;
  private final int panels;
  private final boolean columnsFirst;
  private final long work;
  private final Part part;
  private final Workers.SharedPart<Operands> byRows;

  // By columns, as the last number of workers had it.
  private volatile Columns columns;

  /// A part of the product.
  @FunctionalInterface
  public interface Part {
    /// Computes some rows of some columns.
    ///
    /// @param operands of the call
    /// @param worker who does it
    /// @param fromUnit the first unit of rows
    /// @param toUnit after the last
    /// @param fromPanel the first panel
    /// @param toPanel after the last
    void run(Operands operands, int worker, int fromUnit, int toUnit, int fromPanel, int toPanel);
  }

  /// Panels, each divided into the same number of row ranges.
  private record Columns(int units, int ranges, Part part) implements Workers.SharedPart<Operands> {
    @Override
    public void run(Operands operands, int worker, int from, int to) {
      for (int i = from; i < to; i++) {
        int p = i / ranges;
        int u = i % ranges;
        part.run(operands, worker, units * u / ranges, units * (u + 1) / ranges, p, p + 1);
      }
    }
  }

  /// A product to be divided.
  ///
  /// @param units of rows
  /// @param panels of columns
  /// @param columnsFirst whether to divide the columns even where there are enough rows, as where
  ///   the weights are the larger operand
  /// @param work multiply-adds of the whole
  /// @param part does one part
  public Division(int units, int panels, boolean columnsFirst, long work, Part part) {
    this.units = units;
    this.panels = panels;
    this.columnsFirst = columnsFirst;
    this.work = work;
    this.part = part;
    byRows = (operands, worker, from, to) -> part.run(operands, worker, from, to, 0, panels);
    columns = new Columns(units, 1, part);
  }

  /// The length of the next block of rows. All weights are read for each: less than half a block is
  /// none of its own.
  ///
  /// @param left how many rows are left
  /// @param most how many a block should have
  /// @return at most half as many more
  public static int block(int left, int most) {
    return left < most * 3 / 2 ? left : most;
  }

  /// Runs the product in parts.
  ///
  /// @param operands of the call
  /// @param workers who share it
  public void run(Operands operands, Workers workers) {
    if (workers.count() == 1 || work < ALONE) {
      part.run(operands, 0, 0, units, 0, panels);
    } else if ((columnsFirst || units < workers.count()) && panels > 1) {
      // Enough parts that a remainder of them is no great loss.
      int ranges = Math.min(units, Math.ceilDiv(4 * workers.count(), panels));
      workers.run(panels * ranges, operands, columns(ranges));
    } else {
      workers.run(units, operands, byRows);
    }
  }

  private Columns columns(int ranges) {
    Columns c = columns;
    if (c.ranges != ranges) {
      c = new Columns(units, ranges, part);
      columns = c;
    }
    return c;
  }
}
