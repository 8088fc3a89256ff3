package dev.sepconv.onnx;

import java.util.List;

/// What became of one test case.
///
/// @param testCase the case
/// @param outcome what became of it
public record ConformanceResult(ConformanceCase testCase, Outcome outcome) {
  /// Pass, fail or unsupported.
  public sealed interface Outcome {}

  /// All outputs of all data sets are as expected.
  ///
  /// @param dataSets how many data sets there were
  /// @param largestError the largest absolute error of all of them
  public record Passed(int dataSets, double largestError) implements Outcome {}

  /// An output is not as expected, or the model did not run.
  ///
  /// @param reason one line
  /// @param largestError the largest absolute error; NaN if there is none to speak of
  public record Failed(String reason, double largestError) implements Outcome {}

  /// The model uses something that is not supported.
  ///
  /// @param reason one line
  /// @param operators the operators that are not supported; empty if the reason is another one
  public record Unsupported(String reason, List<String> operators) implements Outcome {
    /// Copies the list.
    public Unsupported {
      operators = List.copyOf(operators);
    }
  }
}
