package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Parts along an axis. Inputs: x, the sizes of the parts (optional: as equal as possible, the last
/// one smaller).
///
/// @param axis the axis; negative counts from the end
public record Split(int axis) implements Op {
  @Override
  public String type() {
    return "Split";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    int n = in.outputs();
    List<TensorType> out = new ArrayList<>(n);
    if (!x.ranked()) {
      for (int i = 0; i < n; i++) {
        out.add(x);
      }
      return out;
    }
    int a = Infer.axis(axis, x.rank(), "axis");
    List<Dim> sizes = in.has(1) ? in.elements(1).orElse(Infer.unknowns(n)) : equal(x.dim(a), n);
    Infer.check(sizes.size() == n, "sizes %s are given for %d outputs", sizes, n);
    Dim sum =
        sizes.stream().allMatch(Dim::isKnown)
            ? Dim.of(sizes.stream().mapToLong(Dim::value).sum())
            : Dim.UNKNOWN;
    Infer.check(
        !sum.isKnown() || !x.dim(a).isKnown() || sum.equals(x.dim(a)),
        "sizes %s do not add up to axis %d of input %s",
        sizes,
        a,
        x);
    for (Dim d : sizes) {
      out.add(Infer.replace(x, a, d));
    }
    return out;
  }

  private static List<Dim> equal(Dim size, int parts) {
    if (!size.isKnown()) {
      return Infer.unknowns(parts);
    }
    long each = Math.ceilDiv(size.value(), parts);
    List<Dim> sizes = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      sizes.add(Dim.of(Math.clamp(size.value() - i * each, 0, each)));
    }
    return sizes;
  }
}
