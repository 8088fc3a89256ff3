package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Picks boxes by score and drops those that overlap a better one. Inputs: boxes `B x S x 4`,
/// scores `B x C x S`, the most boxes per class, the overlap threshold and the score threshold
/// (each optional). Output: `selected x 3` of batch, class and box index.
///
/// @param centerBox whether a box is x and y of its centre, width, height instead of two corners
///   y1, x1, y2, x2
public record NonMaxSuppression(boolean centerBox) implements Op {
  @Override
  public String type() {
    return "NonMaxSuppression";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    Infer.check(
        !in.type(0).ranked() || in.type(0).rank() == 3, "boxes %s must have rank 3", in.type(0));
    return List.of(TensorType.of(ElementType.INT64, List.of(Dim.UNKNOWN, Dim.of(3))));
  }
}
