package dev.sepconv.kernel.scalar;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;

/// What follows a layer: `activation(row + residual)`.
///
/// @param residual the input that is added; negative for none
/// @param activation what is applied then
record Epilogue(int residual, Activation activation) {
  static Epilogue of(Work work, ConvWork layer) {
    return new Epilogue(
        layer.residual().map(work.inputs()::indexOf).orElse(-1), layer.activation());
  }

  /// Whether the functions here can do it.
  static boolean accepts(ConvWork layer) {
    boolean sameShape =
        layer
            .residual()
            .map(r -> layer.graph().type(r).equals(layer.graph().type(layer.node().output())))
            .orElse(true);
    return sameShape && Functions.has(layer.activation());
  }

  /// Writes a row of the output.
  ///
  /// @param row sums, changed
  /// @param spare another row
  /// @param at the first element's place in the output and in the residual
  /// @param n how many
  void finish(Operands operands, float[] row, float[] spare, int at, int n) {
    if (residual >= 0) {
      System.arraycopy(operands.input(residual), operands.inputOffset(residual) + at, spare, 0, n);
      Rows.add(row, spare, n);
    }
    Functions.apply(activation, row, n);
    System.arraycopy(row, 0, operands.output(0), operands.outputOffset(0) + at, n);
  }
}
