package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The same elements under other dimensions. Inputs: x, the dimensions as int64: -1 (once) is what
/// remains, 0 copies the input's.
///
/// @param allowZero whether 0 means an empty dimension instead
public record Reshape(boolean allowZero) implements Op {
  @Override
  public String type() {
    return "Reshape";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    Optional<List<Dim>> wanted = in.elements(1);
    if (wanted.isEmpty()) {
      TensorType s = in.type(1);
      return List.of(
          s.ranked() && s.rank() == 1 && s.dim(0).isKnown()
              ? x.withDims(Infer.unknowns((int) s.dim(0).value()))
              : TensorType.unranked(x.element()));
    }
    List<Dim> dims = new ArrayList<>(wanted.get());
    int rest = -1;
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i).is(0) && !allowZero) {
        Infer.check(
            !x.ranked() || i < x.rank(),
            "shape %s copies axis %d, which input %s does not have",
            wanted.get(),
            i,
            x);
        dims.set(i, x.ranked() ? x.dim(i) : Dim.UNKNOWN);
      } else if (dims.get(i).is(-1)) {
        Infer.check(rest < 0, "shape %s has more than one -1", wanted.get());
        rest = i;
      }
    }
    if (rest >= 0) {
      dims.set(rest, Dim.of(1));
      dims.set(rest, x.ranked() ? remaining(x, dims) : Dim.UNKNOWN);
    } else if (x.ranked()) {
      Dim have = Infer.product(x.dims());
      Dim need = Infer.product(dims);
      Infer.check(
          !have.isKnown() || !need.isKnown() || have.equals(need),
          "input %s with %s elements cannot have shape %s",
          x,
          have,
          wanted.get());
    }
    return List.of(x.withDims(dims));
  }

  private static Dim remaining(TensorType x, List<Dim> others) {
    // Cancel equal symbols first, so that [N, 8, H] -> [N, -1] is known to be 8*H.
    List<Dim> have = new ArrayList<>(x.dims());
    List<Dim> need = new ArrayList<>(others);
    need.removeIf(d -> !d.isUnknown() && have.remove(d));
    Dim total = Infer.product(have);
    Dim divisor = Infer.product(need);
    if (total.is(0) && divisor.is(0)) {
      return Dim.of(0);
    }
    Dim result = total.dividedBy(divisor).orElse(Dim.UNKNOWN);
    Infer.check(
        !total.isKnown() || !divisor.isKnown() || result.isKnown(),
        "input %s cannot be divided into shape %s",
        x,
        others);
    return result;
  }
}
