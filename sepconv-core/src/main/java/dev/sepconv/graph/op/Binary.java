package dev.sepconv.graph.op;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// An elementwise function of two inputs, broadcast as NumPy does.
///
/// @param kind the function
public record Binary(Kind kind) implements Op {
  /// The function.
  public enum Kind {
    /// `a + b`.
    ADD("Add", false),
    /// `a - b`.
    SUB("Sub", false),
    /// `a · b`.
    MUL("Mul", false),
    /// `a / b`; integers truncate.
    DIV("Div", false),
    /// `a` to the power `b`; the result has the type of `a`.
    POW("Pow", false),
    /// Remainder with the sign of `b`.
    MOD("Mod", false),
    /// Remainder with the sign of `a` (C's `fmod`).
    FMOD("Mod", false),
    /// `a = b`.
    EQUAL("Equal", true),
    /// `a > b`.
    GREATER("Greater", true),
    /// `a ≥ b`.
    GREATER_OR_EQUAL("GreaterOrEqual", true),
    /// `a < b`.
    LESS("Less", true),
    /// `a ≤ b`.
    LESS_OR_EQUAL("LessOrEqual", true),
    /// Both.
    AND("And", true),
    /// At least one.
    OR("Or", true),
    /// Exactly one.
    XOR("Xor", true);

    final String type;
    private final boolean predicate;

    Kind(String type, boolean predicate) {
      this.type = type;
      this.predicate = predicate;
    }

    /// @return whether the result is bool
    public boolean isPredicate() {
      return predicate;
    }
  }

  /// Addition.
  public static final Binary ADD = new Binary(Kind.ADD);

  /// Multiplication.
  public static final Binary MUL = new Binary(Kind.MUL);

  @Override
  public String type() {
    return kind.type;
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType a = in.type(0);
    TensorType b = in.type(1);
    Infer.check(
        a.element() == b.element() || kind == Kind.POW,
        "inputs %s and %s have different element types",
        a,
        b);
    return List.of(Infer.broadcast(in, kind.isPredicate() ? ElementType.BOOL : a.element()));
  }
}
