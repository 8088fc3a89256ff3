package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Channels to blocks of pixels: `N x C x H x W` to `N x C/b² x H·b x W·b`.
///
/// @param block the block size b
/// @param columnRow whether the channel axis is split as `C/b² x b x b` (CRD) instead of `b x b x
///   C/b²` (DCR)
public record DepthToSpace(int block, boolean columnRow) implements Op {
  @Override
  public String type() {
    return "DepthToSpace";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x);
    }
    Infer.check(x.rank() == 4 && block > 0, "input %s with block size %d", x, block);
    Dim b = Dim.of(block);
    Dim c = x.dim(1).dividedBy(b.times(b)).orElse(Dim.UNKNOWN);
    Infer.check(
        !x.dim(1).isKnown() || c.isKnown(),
        "%s channels cannot be divided into blocks of %d x %d",
        x.dim(1),
        block,
        block);
    return List.of(x.withDims(List.of(x.dim(0), c, x.dim(2).times(b), x.dim(3).times(b))));
  }
}
