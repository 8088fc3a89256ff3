package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// The dimensions of the input, as an int64 vector; ONNX calls it `Shape`.
///
/// @param start the first axis; negative counts from the end
/// @param end the axis to stop before; negative counts from the end; `Integer.MAX_VALUE` for all
public record ShapeOf(int start, int end) implements Op {
  /// All dimensions.
  public static final ShapeOf ALL = new ShapeOf(0, Integer.MAX_VALUE);

  @Override
  public String type() {
    return "Shape";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    Dim n = x.ranked() ? Dim.of(slice(x.dims()).size()) : Dim.UNKNOWN;
    return List.of(TensorType.of(ElementType.INT64, List.of(n)));
  }

  /// @param dims all dimensions
  /// @return those from start to end
  public List<Dim> slice(List<Dim> dims) {
    int rank = dims.size();
    int from = Math.clamp(start < 0 ? start + (long) rank : start, 0, rank);
    int to = Math.clamp(end < 0 ? end + (long) rank : end, 0, rank);
    return from < to ? dims.subList(from, to) : List.of();
  }
}
