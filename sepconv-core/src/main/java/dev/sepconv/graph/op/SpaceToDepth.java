package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Blocks of pixels to channels: `N x C x H x W` to `N x b·b·C x H/b x W/b`.
///
/// @param block the block size b
public record SpaceToDepth(int block) implements Op {
  @Override
  public String type() {
    return "SpaceToDepth";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x);
    }
    Infer.check(x.rank() == 4 && block > 0, "input %s with block size %d", x, block);
    Dim b = Dim.of(block);
    Dim h = x.dim(2).dividedBy(b).orElse(Dim.UNKNOWN);
    Dim w = x.dim(3).dividedBy(b).orElse(Dim.UNKNOWN);
    Infer.check(
        (!x.dim(2).isKnown() || h.isKnown()) && (!x.dim(3).isKnown() || w.isKnown()),
        "input %s cannot be divided into blocks of %d x %d",
        x,
        block,
        block);
    return List.of(x.withDims(List.of(x.dim(0), x.dim(1).times(b.times(b)), h, w)));
  }
}
