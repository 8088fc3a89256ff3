package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// The vector `start, start + delta, …` below `limit`. Inputs: three scalars.
public record Range() implements Op {
  @Override
  public String type() {
    return "Range";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    Optional<Tensor> start = in.constant(0);
    Optional<Tensor> limit = in.constant(1);
    Optional<Tensor> delta = in.constant(2);
    Dim n = Dim.UNKNOWN;
    if (start.isPresent() && limit.isPresent() && delta.isPresent()) {
      n = Dim.of(count(start.get(), limit.get(), delta.get()));
    }
    return List.of(TensorType.of(in.type(0).element(), List.of(n)));
  }

  /// @param start the first element
  /// @param limit where it ends, exclusive
  /// @param delta the step, not zero
  /// @return `max(ceil((limit - start) / delta), 0)`
  public static long count(Tensor start, Tensor limit, Tensor delta) {
    double step = delta.getDouble(0);
    Infer.check(step != 0, "delta must not be zero");
    return (long) Math.max(Math.ceil((limit.getDouble(0) - start.getDouble(0)) / step), 0);
  }
}
