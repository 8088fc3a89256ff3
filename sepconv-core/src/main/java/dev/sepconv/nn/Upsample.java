package dev.sepconv.nn;

import dev.sepconv.graph.op.Resize;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;

/// Enlarges `N x C x h x w` by a factor: nearest, or bilinear between pixel centres.
public final class Upsample extends Module {
  private final float scale;
  private final boolean bilinear;

  /// A factor and a form.
  ///
  /// @param scale of height and width
  /// @param bilinear whether pixels in between are interpolated
  public Upsample(float scale, boolean bilinear) {
    this.scale = scale;
    this.bilinear = bilinear;
  }

  @Override
  protected Value forward(Value input) {
    Resize op =
        new Resize(
            bilinear ? Resize.Mode.LINEAR : Resize.Mode.NEAREST,
            bilinear ? Resize.Coordinates.HALF_PIXEL : Resize.Coordinates.ASYMMETRIC,
            Resize.Nearest.FLOOR,
            -0.75f,
            false,
            0,
            false,
            Resize.Aspect.STRETCH,
            List.of());
    Value scales = input.literal(Tensor.of(Shape.of(4), new float[] {1, 1, scale, scale}));
    return input.apply(op, input.absent(), scales);
  }
}
