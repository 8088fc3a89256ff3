package dev.sepconv.onnx;

import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Resize;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Resampling.
final class ResizeImport {
  private ResizeImport() {}

  static void resize(NodeView n) {
    if (n.opset() < 11) {
      emitOld(n, n.input(1));
      return;
    }
    Attributes a = n.attributes();
    Resize.Mode mode = mode(n);
    Resize.Coordinates coordinates =
        coordinates(n, a.stringOr("coordinate_transformation_mode", "half_pixel"));
    Resize.Nearest nearest = nearest(n, a.stringOr("nearest_mode", "round_prefer_floor"));
    Resize op =
        new Resize(
            mode,
            coordinates,
            nearest,
            a.floatOr("cubic_coeff_a", -0.75f),
            a.flag("exclude_outside", false),
            a.floatOr("extrapolation_value", 0),
            a.flag("antialias", false),
            aspect(n, a.stringOr("keep_aspect_ratio_policy", "stretch")),
            a.ints("axes").orElse(List.of()));
    boolean crops = coordinates == Resize.Coordinates.TF_CROP_AND_RESIZE;
    if (crops) {
      n.input(1);
    }
    n.emit(
        op,
        List.of(
            n.input(0),
            crops ? n.input(1) : Node.ABSENT,
            isEmpty(n, 2) ? Node.ABSENT : n.inputOrAbsent(2),
            isEmpty(n, 3) ? Node.ABSENT : n.inputOrAbsent(3)));
  }

  /// Opset 11 had no absent inputs: an empty tensor stood for one.
  private static boolean isEmpty(NodeView n, int i) {
    if (!n.has(i)) {
      return true;
    }
    TensorType t = n.type(i);
    return t.ranked() && t.rank() == 1 && t.dim(0).is(0);
  }

  static void upsample(NodeView n) {
    Attributes a = n.attributes();
    if (n.opset() >= 9) {
      emitOld(n, n.input(1));
      return;
    }
    float[] scales;
    if (n.opset() >= 7) {
      scales = a.floats("scales").orElseThrow(() -> n.invalid("has no attribute 'scales'"));
    } else {
      scales = new float[] {1, 1, a.floatOr("height_scale", 1), a.floatOr("width_scale", 1)};
    }
    emitOld(n, n.literal("scales", Tensor.of(Shape.of(scales.length), scales)));
  }

  /// Before opset 11: positions are divided by the scale; the nearest element is the one below when
  /// the image grows and the one above when it shrinks, as ONNX Runtime does.
  private static void emitOld(NodeView n, String scales) {
    Resize.Mode mode = mode(n);
    Resize.Nearest nearest = Resize.Nearest.FLOOR;
    if (mode == Resize.Mode.NEAREST) {
      Optional<Tensor> known = n.value(scales);
      if (known.isPresent()) {
        float[] s = known.get().toFloats();
        boolean grows = false;
        boolean shrinks = false;
        for (float f : s) {
          grows |= f > 1;
          shrinks |= f < 1;
        }
        if (grows && shrinks) {
          throw n.unsupported("grows one axis and shrinks another by the nearest element");
        }
        nearest = shrinks ? Resize.Nearest.CEIL : Resize.Nearest.FLOOR;
      } else if (n.opset() >= 10) {
        throw n.unsupported("has scales that are not constant");
      }
    }
    n.emit(
        new Resize(
            mode,
            Resize.Coordinates.ASYMMETRIC,
            nearest,
            -0.75f,
            false,
            0,
            false,
            Resize.Aspect.STRETCH,
            List.of()),
        List.of(n.input(0), Node.ABSENT, scales));
  }

  private static Resize.Mode mode(NodeView n) {
    String mode = n.attributes().stringOr("mode", "nearest");
    return switch (mode) {
      case "nearest" -> Resize.Mode.NEAREST;
      case "linear", "bilinear" -> Resize.Mode.LINEAR;
      case "cubic" -> Resize.Mode.CUBIC;
      default -> throw n.invalid("has mode '" + mode + "', which is not one of ONNX's");
    };
  }

  private static Resize.Coordinates coordinates(NodeView n, String name) {
    return switch (name) {
      case "half_pixel" -> Resize.Coordinates.HALF_PIXEL;
      case "half_pixel_symmetric" -> Resize.Coordinates.HALF_PIXEL_SYMMETRIC;
      case "pytorch_half_pixel" -> Resize.Coordinates.PYTORCH_HALF_PIXEL;
      case "align_corners" -> Resize.Coordinates.ALIGN_CORNERS;
      case "asymmetric" -> Resize.Coordinates.ASYMMETRIC;
      case "tf_crop_and_resize" -> Resize.Coordinates.TF_CROP_AND_RESIZE;
      case "tf_half_pixel_for_nn" -> Resize.Coordinates.TF_HALF_PIXEL_FOR_NN;
      default ->
          throw n.unsupported(
              "has coordinate_transformation_mode '" + name + "', which is not known");
    };
  }

  private static Resize.Nearest nearest(NodeView n, String name) {
    return switch (name) {
      case "round_prefer_floor" -> Resize.Nearest.ROUND_PREFER_FLOOR;
      case "round_prefer_ceil" -> Resize.Nearest.ROUND_PREFER_CEIL;
      case "floor" -> Resize.Nearest.FLOOR;
      case "ceil" -> Resize.Nearest.CEIL;
      default -> throw n.unsupported("has nearest_mode '" + name + "', which is not known");
    };
  }

  private static Resize.Aspect aspect(NodeView n, String name) {
    return switch (name) {
      case "stretch" -> Resize.Aspect.STRETCH;
      case "not_larger" -> Resize.Aspect.NOT_LARGER;
      case "not_smaller" -> Resize.Aspect.NOT_SMALLER;
      default ->
          throw n.unsupported("has keep_aspect_ratio_policy '" + name + "', which is not known");
    };
  }
}
