package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// An elementwise function of one or more inputs, broadcast as NumPy does.
///
/// @param kind the function
public record Variadic(Kind kind) implements Op {
  /// The function.
  public enum Kind {
    /// The smallest.
    MIN("Min"),
    /// The largest.
    MAX("Max"),
    /// The arithmetic mean.
    MEAN("Mean"),
    /// The sum.
    SUM("Sum");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  @Override
  public String type() {
    return kind.type;
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(Infer.broadcast(in, in.type(0).element()));
  }
}
