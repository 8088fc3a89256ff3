package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Resampling along axes. Inputs: x, the region of interest (optional, for `TF_CROP_AND_RESIZE`),
/// scales (optional floats), sizes (optional integers): one of the last two says how large the
/// output is.
///
/// @param mode the interpolation
/// @param coordinates how an output position maps to an input position
/// @param nearest how `NEAREST` rounds
/// @param cubicCoefficient the `a` of cubic interpolation
/// @param excludeOutside whether weights of taps outside the input are dropped and the rest
///   normalised
/// @param extrapolation the value outside for `TF_CROP_AND_RESIZE`
/// @param antialias whether a shrinking linear or cubic filter is widened
/// @param aspect how sizes are understood
/// @param axes the axes that scales and sizes speak of; empty for all
public record Resize(
    Mode mode,
    Coordinates coordinates,
    Nearest nearest,
    float cubicCoefficient,
    boolean excludeOutside,
    float extrapolation,
    boolean antialias,
    Aspect aspect,
    List<Integer> axes)
    implements Op {
  /// The interpolation.
  public enum Mode {
    /// The nearest input element.
    NEAREST,
    /// Linear in every axis.
    LINEAR,
    /// Cubic convolution in every axis.
    CUBIC
  }

  /// How an output coordinate x becomes an input coordinate; `s` is output / input size.
  public enum Coordinates {
    /// `(x + 0.5) / s - 0.5`.
    HALF_PIXEL,
    /// The same, corrected so that a size that does not divide stays centred (opset 19).
    HALF_PIXEL_SYMMETRIC,
    /// The same, but 0 where the output has one element.
    PYTORCH_HALF_PIXEL,
    /// `x · (input - 1) / (output - 1)`.
    ALIGN_CORNERS,
    /// `x / s`.
    ASYMMETRIC,
    /// Within the region of interest.
    TF_CROP_AND_RESIZE,
    /// `(x + 0.5) / s`, from opset 10's TensorFlow form.
    TF_HALF_PIXEL_FOR_NN
  }

  /// How a coordinate is rounded to the nearest element.
  public enum Nearest {
    /// Ties down.
    ROUND_PREFER_FLOOR,
    /// Ties up.
    ROUND_PREFER_CEIL,
    /// Down.
    FLOOR,
    /// Up.
    CEIL
  }

  /// How sizes are understood.
  public enum Aspect {
    /// Exactly.
    STRETCH,
    /// One scale for all axes, so that none is larger than asked.
    NOT_LARGER,
    /// One scale for all axes, so that none is smaller than asked.
    NOT_SMALLER
  }

  /// Copies the list.
  public Resize {
    axes = List.copyOf(axes);
  }

  @Override
  public String type() {
    return "Resize";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x);
    }
    Optional<List<Dim>> sizes = in.elements(3).filter(s -> !s.isEmpty());
    Optional<Tensor> scales = in.constant(2).filter(s -> s.size() > 0);
    if (sizes.isEmpty() && scales.isEmpty()) {
      return List.of(x.withDims(Infer.unknowns(x.rank())));
    }
    List<Integer> where = new ArrayList<>();
    for (int i = 0; i < (axes.isEmpty() ? x.rank() : axes.size()); i++) {
      where.add(axes.isEmpty() ? i : Infer.axis(axes.get(i), x.rank(), "axis"));
    }
    int n = sizes.map(List::size).orElseGet(() -> scales.orElseThrow().size());
    Infer.check(n == where.size(), "%d sizes or scales are given for %d axes", n, where.size());
    List<Dim> dims = new ArrayList<>(x.dims());
    for (int i = 0; i < n; i++) {
      int a = where.get(i);
      if (sizes.isPresent()) {
        dims.set(a, sizes.get().get(i));
      } else {
        dims.set(a, scaled(dims.get(a), scales.orElseThrow().getDouble(i)));
      }
    }
    if (sizes.isPresent() && aspect != Aspect.STRETCH) {
      keepAspect(x, where, sizes.get(), dims);
    }
    return List.of(x.withDims(dims));
  }

  private static Dim scaled(Dim size, double scale) {
    if (scale == 1) {
      return size;
    }
    return size.isKnown() ? Dim.of((long) Math.floor((float) (size.value() * scale))) : Dim.UNKNOWN;
  }

  private void keepAspect(TensorType x, List<Integer> where, List<Dim> sizes, List<Dim> dims) {
    double scale = aspect == Aspect.NOT_LARGER ? Double.POSITIVE_INFINITY : 0;
    boolean known = true;
    for (int i = 0; i < where.size() && known; i++) {
      known = x.dim(where.get(i)).isKnown() && sizes.get(i).isKnown();
      if (known) {
        double s = sizes.get(i).value() / (double) x.dim(where.get(i)).value();
        scale = aspect == Aspect.NOT_LARGER ? Math.min(scale, s) : Math.max(scale, s);
      }
    }
    for (int a : where) {
      dims.set(a, known ? Dim.of(Math.round(x.dim(a).value() * scale)) : Dim.UNKNOWN);
    }
  }
}
