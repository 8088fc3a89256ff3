package dev.sepconv.cli.image;

import dev.sepconv.tensor.Tensor;

/// How a picture becomes an input.
///
/// @param target what the network takes
/// @param fit how pictures get its size
/// @param normalization what their pixels become
public record Preparation(ImageInput target, Fit fit, Normalization normalization) {
  /// @param photo a picture of any size
  /// @return the picture in the input's size
  public Pixels fitted(Pixels photo) {
    return target.fitted(photo, fit, normalization);
  }

  /// @param seen a picture in the input's size
  /// @return the tensor
  public Tensor tensor(Pixels seen) {
    return target.tensor(seen, normalization);
  }

  /// @return such as `crop to 224x224, rgb, nchw, pixel / 255`
  @Override
  public String toString() {
    return fit + " to " + target.height() + "x" + target.width() + ", " + conversion();
  }

  /// @return such as `rgb, nchw, pixel / 255`
  public String conversion() {
    return target.channels() + ", " + target.layout() + ", " + normalization;
  }
}
