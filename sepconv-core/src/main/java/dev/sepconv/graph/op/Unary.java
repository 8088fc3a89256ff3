package dev.sepconv.graph.op;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// An elementwise function of one input.
///
/// @param kind the function
/// @param alpha its first attribute; 0 where it has none
/// @param beta its second attribute; 0 where it has none
public record Unary(Kind kind, float alpha, float beta) implements Op {
  /// The function; formulas use `a` for alpha and `b` for beta.
  public enum Kind {
    /// `max(x, 0)`.
    RELU("Relu"),
    /// `x < 0 ? a·x : x`.
    LEAKY_RELU("LeakyRelu"),
    /// `x < 0 ? a·(exp(x) - 1) : x`.
    ELU("Elu"),
    /// `b·(x > 0 ? x : a·exp(x) - a)`; b is ONNX's gamma.
    SELU("Selu"),
    /// `max(0, x) + min(0, a·(exp(x/a) - 1))`.
    CELU("Celu"),
    /// `1 / (1 + exp(-x))`.
    SIGMOID("Sigmoid"),
    /// `x / (1 + exp(-x))`.
    SILU("Swish"),
    /// `max(0, min(1, a·x + b))`.
    HARD_SIGMOID("HardSigmoid"),
    /// `x·max(0, min(1, x/6 + 1/2))`.
    HARD_SWISH("HardSwish"),
    /// `x·tanh(log(1 + exp(x)))`.
    MISH("Mish"),
    /// `log(1 + exp(x))`.
    SOFTPLUS("Softplus"),
    /// `x / (1 + |x|)`.
    SOFTSIGN("Softsign"),
    /// `x/2·(1 + erf(x/√2))`; with a = 1 the approximation by tanh.
    GELU("Gelu"),
    /// `x > a ? x : 0`.
    THRESHOLDED_RELU("ThresholdedRelu"),
    /// Hyperbolic tangent.
    TANH("Tanh"),
    /// Absolute value.
    ABS("Abs"),
    /// `-x`.
    NEG("Neg"),
    /// `1 / x`.
    RECIPROCAL("Reciprocal"),
    /// Largest integer not above.
    FLOOR("Floor"),
    /// Smallest integer not below.
    CEIL("Ceil"),
    /// Nearest integer, ties to even.
    ROUND("Round"),
    /// -1, 0 or 1.
    SIGN("Sign"),
    /// Square root.
    SQRT("Sqrt"),
    /// Exponential.
    EXP("Exp"),
    /// Natural logarithm.
    LOG("Log"),
    /// Gauss error function.
    ERF("Erf"),
    /// Sine.
    SIN("Sin"),
    /// Cosine.
    COS("Cos"),
    /// Logical negation of bools.
    NOT("Not"),
    /// Whether x is not a number.
    IS_NAN("IsNaN");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /// @param kind a function without attributes
  /// @return the operator
  public static Unary of(Kind kind) {
    return new Unary(kind, 0, 0);
  }

  @Override
  public String type() {
    return kind.type;
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    return List.of(kind == Kind.IS_NAN ? x.withElement(ElementType.BOOL) : x);
  }
}
