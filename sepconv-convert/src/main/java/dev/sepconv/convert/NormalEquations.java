package dev.sepconv.convert;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Ridge least squares, `min ‖Y - Z A‖² + ε‖A‖²` without the bias, by `(ZᵀZ + ε) A = ZᵀY`.
final class NormalEquations {
  /// Relative to the mean of the diagonal.
  private static final double RIDGE = 1e-6;

  private static final int ROWS = 4;

  private final LinearSolverDense<DMatrixRMaj> solver;

  /// @param gram `ZᵀZ`, the bias last; changed
  /// @param layer whose equations they are, for messages
  NormalEquations(DMatrixRMaj gram, String layer) {
    int n = gram.numRows - 1;
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += gram.get(i, i);
    }
    double ridge = Math.max(RIDGE * trace / Math.max(1, n), Double.MIN_NORMAL);
    for (int i = 0; i < n; i++) {
      gram.add(i, i, ridge);
    }
    solver = LinearSolverFactory_DDRM.symmPosDef(gram.numRows);
    if (!solver.setA(gram)) {
      throw new IllegalStateException("the normal equations of " + layer + " are singular");
    }
  }

  /// @param cross `ZᵀY`
  /// @return A
  DMatrixRMaj solve(DMatrixRMaj cross) {
    DMatrixRMaj solution = new DMatrixRMaj(cross.numRows, cross.numCols);
    solver.solve(cross, solution);
    return solution;
  }

  /// Adds one row of the product of a matrix's transpose and another matrix, both given by rows.
  ///
  /// @param left rows of one matrix
  /// @param column of it
  /// @param right as many rows of the other
  /// @param from the first of its columns
  /// @param count how many of them
  /// @param sums takes the sums
  /// @param to where the first goes
  static void add(
      List<float[]> left,
      int column,
      List<float[]> right,
      int from,
      int count,
      double[] sums,
      int to) {
    int r = 0;
    // Four at a time, so that the sums are read and written less often.
    for (; r <= left.size() - ROWS; r += ROWS) {
      double s0 = left.get(r)[column];
      double s1 = left.get(r + 1)[column];
      double s2 = left.get(r + 2)[column];
      double s3 = left.get(r + 3)[column];
      float[] a0 = right.get(r);
      float[] a1 = right.get(r + 1);
      float[] a2 = right.get(r + 2);
      float[] a3 = right.get(r + 3);
      for (int j = 0; j < count; j++) {
        sums[to + j] +=
            s0 * a0[from + j] + s1 * a1[from + j] + s2 * a2[from + j] + s3 * a3[from + j];
      }
    }
    for (; r < left.size(); r++) {
      for (int j = 0; j < count; j++) {
        sums[to + j] += (double) left.get(r)[column] * right.get(r)[from + j];
      }
    }
  }
}
