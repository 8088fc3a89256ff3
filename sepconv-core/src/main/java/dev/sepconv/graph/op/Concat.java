package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Concatenation along an axis.
///
/// @param axis the axis; negative counts from the end
public record Concat(int axis) implements Op {
  @Override
  public String type() {
    return "Concat";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType first = in.type(0);
    for (int i = 1; i < in.inputs() && !first.ranked(); i++) {
      first = in.type(i);
    }
    if (!first.ranked()) {
      return List.of(first);
    }
    int a = Infer.axis(axis, first.rank(), "axis");
    List<Dim> dims = new ArrayList<>(first.dims());
    long sum = 0;
    boolean known = true;
    for (int i = 0; i < in.inputs(); i++) {
      TensorType t = in.type(i);
      Infer.check(
          t.element() == first.element(),
          "input 0 is %s, but input %d is %s",
          first.element(),
          i,
          t.element());
      if (!t.ranked()) {
        known = false;
        continue;
      }
      Infer.check(t.rank() == first.rank(), "inputs %s and %s have different ranks", first, t);
      for (int d = 0; d < dims.size(); d++) {
        if (d == a) {
          continue;
        }
        Infer.check(
            !dims.get(d).isKnown() || !t.dim(d).isKnown() || dims.get(d).equals(t.dim(d)),
            "input 0 %s and input %d %s differ on axis %d, which is not the axis of concatenation (%d)",
            first,
            i,
            t,
            d,
            a);
        if (!dims.get(d).isKnown()) {
          dims.set(d, t.dim(d));
        }
      }
      known &= t.dim(a).isKnown();
      sum += known ? t.dim(a).value() : 0;
    }
    Dim only = in.inputs() == 1 ? first.dim(a) : Dim.UNKNOWN;
    dims.set(a, known ? Dim.of(sum) : only);
    return List.of(first.withDims(dims));
  }
}
