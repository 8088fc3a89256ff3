package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Convolution (cross-correlation). Inputs: `N x ic x spatial…`, weights `oc x ic/groups x
/// kernel…`, bias `oc` (optional). Output `N x oc x spatial…`: `y[n,o,p] = b[o] + Σ_i Σ_q W[o,i,q]
/// · x[n, g·ic/groups + i, p·stride + q·dilation - pad]`.
///
/// Depthwise where `groups` equals the input channels, pointwise where the kernel is 1.
///
/// @param window the sliding window
/// @param groups how many independent convolutions the channels are divided into
public record Conv(Window window, int groups) implements Op {
  @Override
  public String type() {
    return "Conv";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    TensorType w = in.type(1);
    window.validate();
    if (!w.ranked()) {
      return List.of(
          x.ranked() ? x.withDims(Infer.unknowns(x.rank())) : TensorType.unranked(x.element()));
    }
    checkWeights(x, w, window);
    Dim oc = w.dim(0);
    Infer.check(groups > 0, "groups is %d; it must be positive", groups);
    if (x.ranked() && x.dim(1).isKnown() && w.dim(1).isKnown()) {
      Infer.check(
          x.dim(1).value() == w.dim(1).value() * groups,
          "input %s has %s channels, but weights %s with groups=%d take %d",
          x,
          x.dim(1),
          w,
          groups,
          w.dim(1).value() * groups);
    }
    Infer.check(
        !oc.isKnown() || oc.value() % groups == 0,
        "%s output channels cannot be divided into %d groups",
        oc,
        groups);
    checkBias(in, oc);
    List<Dim> dims = new ArrayList<>();
    dims.add(x.ranked() ? x.dim(0) : Dim.UNKNOWN);
    dims.add(oc);
    for (int i = 0; i < window.rank(); i++) {
      dims.add(window.output(i, x.ranked() ? x.dim(i + 2) : Dim.UNKNOWN, false));
    }
    return List.of(x.withDims(dims));
  }

  static void checkWeights(TensorType x, TensorType w, Window window) {
    Infer.check(
        w.rank() == window.rank() + 2 && (!x.ranked() || x.rank() == w.rank()),
        "input %s, weights %s and a %d-dimensional window do not fit together",
        x,
        w,
        window.rank());
    for (int i = 0; i < window.rank(); i++) {
      Infer.check(
          !w.dim(i + 2).isKnown() || w.dim(i + 2).value() == window.kernel().get(i),
          "kernel %s does not match weights %s",
          window.kernel(),
          w);
    }
  }

  static void checkBias(Inference in, Dim oc) {
    if (in.has(2)) {
      TensorType b = in.type(2);
      Infer.check(
          !b.ranked()
              || (b.rank() == 1 && (!b.dim(0).isKnown() || !oc.isKnown() || b.dim(0).equals(oc))),
          "bias %s does not match %s output channels",
          b,
          oc);
    }
  }
}
