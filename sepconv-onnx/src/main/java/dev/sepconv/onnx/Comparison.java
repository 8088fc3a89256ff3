package dev.sepconv.onnx;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;

/// How far a tensor is from an expected one.
///
/// @param mismatch what is wrong; empty if nothing is
/// @param largestError the largest absolute error; NaN if the two cannot be compared
record Comparison(String mismatch, double largestError) {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  /// One unit in the last of bfloat16's 8 bits: ONNX's own cases truncate where ONNX says round.
  private static final double RELATIVE_BFLOAT16 = 0x1p-7;

  /// @param expected what should come out
  /// @param found what came out
  /// @return the difference, by ONNX's tolerance for floating point and exactly for the rest
  static Comparison of(Tensor expected, Tensor found) {
    if (!expected.type().equals(found.type())) {
      return new Comparison(expected + " is expected, but found " + found, Double.NaN);
    }
    boolean isFloat = expected.element().isFloat();
    double relative = expected.element() == ElementType.BFLOAT16 ? RELATIVE_BFLOAT16 : RELATIVE;
    double largest = 0;
    int wrong = 0;
    int first = -1;
    for (int i = 0; i < expected.size(); i++) {
      double e = expected.getDouble(i);
      double f = found.getDouble(i);
      double error = Double.compare(e, f) == 0 ? 0 : Math.abs(e - f);
      double allowed = ABSOLUTE + (Double.isFinite(e) ? relative * Math.abs(e) : 0);
      boolean fits = isFloat ? error <= allowed : expected.getLong(i) == found.getLong(i);
      if (!fits) {
        wrong++;
        first = first < 0 ? i : first;
      }
      largest = error <= largest ? largest : error;
    }
    return new Comparison(
        wrong == 0
            ? ""
            : wrong
                + " of "
                + expected.size()
                + " elements differ, the first at "
                + first
                + ": expected "
                + expected.getDouble(first)
                + ", found "
                + found.getDouble(first),
        largest);
  }
}
