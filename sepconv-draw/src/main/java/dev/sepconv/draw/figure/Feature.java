package dev.sepconv.draw.figure;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// What a layer returns for one input.
///
/// @param name the layer's path
/// @param type its module's class or operator
/// @param values `N x C x spatial…`, `N x C`, `C`, or one number; of a batch the first is shown
public record Feature(String name, String type, Tensor values) {
  /// Checks that it can be drawn.
  ///
  /// @throws InvalidInputException if it has more than two spatial axes, or no element
  public Feature {
    Shape s = values.shape();
    if (s.rank() > 4 || values.size() == 0) {
      throw new InvalidInputException(
          "layer '"
              + name
              + "' returns "
              + values
              + "; a picture is made of batch x channels x height x width or less, not empty");
    }
  }

  private int dim(int axis) {
    Shape s = values.shape();
    return axis < s.rank() ? s.dim(axis) : 1;
  }

  /// @return how many channels there are
  int channels() {
    return values.shape().rank() == 1 ? dim(0) : dim(1);
  }

  private int rows() {
    return values.shape().rank() == 4 ? dim(2) : 1;
  }

  private int columns() {
    return values.shape().rank() == 4 ? dim(3) : dim(2);
  }

  /// @return whether each channel is one number
  boolean numbers() {
    return rows() * columns() == 1;
  }

  /// @return the channels of the first of the batch
  List<ChannelMap> maps() {
    int size = rows() * columns();
    return IntStream.range(0, channels())
        .mapToObj(c -> ChannelMap.of(values, c * size, rows(), columns()))
        .toList();
  }

  /// @return such as `24 channels of 56 × 56`, `1000 numbers`
  String size() {
    String n = channels() + (numbers() ? " number" : " channel") + (channels() == 1 ? "" : "s");
    boolean line = values.shape().rank() < 4;
    String each = numbers() ? "" : " of " + (line ? "" : rows() + " × ") + columns();
    boolean batch = values.shape().rank() > 1 && dim(0) > 1;
    return n + each + (batch ? ", the first of a batch of " + dim(0) : "");
  }
}
