package dev.sepconv.cli.image;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.Optional;

/// An input of a network that takes a picture: batch 1, and known size, layout and channels.
///
/// @param layout where the channels are
/// @param channels which they are
/// @param height rows
/// @param width columns
/// @param element the element type
public record ImageInput(
    Layout layout, Channels channels, int height, int width, ElementType element) {
  /// Height and width as the user gives them.
  ///
  /// @param height rows
  /// @param width columns
  public record Size(int height, int width) {}

  /// Works out what a picture has to become, from what the network declares and the user adds.
  ///
  /// @param name the input's name
  /// @param type its type
  /// @param layout if given; else the place of 1 or 3 channels decides, PyTorch's first
  /// @param channels if given; else rgb, or gray for one channel
  /// @param size if given; else the declared one
  /// @return the input
  /// @throws InvalidInputException if the input takes no picture, its size is open and none is
  ///   given, or what is given contradicts it
  public static ImageInput of(
      String name,
      TensorType type,
      Optional<Layout> layout,
      Optional<Channels> channels,
      Optional<Size> size) {
    if (type.ranked() && type.rank() != 4) {
      throw new InvalidInputException(
          "input '" + name + "' is " + type + "; a picture needs four dimensions");
    }
    Layout l = layout.orElseGet(() -> layoutOf(type));
    Dim count = dim(type, l.channelAxis());
    Channels c = channels.orElse(count.is(1) ? Channels.GRAY : Channels.RGB);
    if (count.isKnown() && !count.is(c.count())) {
      throw new InvalidInputException(
          "input '"
              + name
              + "' is "
              + type
              + " with "
              + count
              + " channels (layout "
              + l
              + "), but a picture in "
              + c
              + " has "
              + c.count());
    }
    Dim batch = dim(type, 0);
    if (batch.isKnown() && !batch.is(1)) {
      throw new InvalidInputException(
          "input '" + name + "' is " + type + ": a batch of " + batch + ", but --image gives one");
    }
    Dim h = dim(type, l.heightAxis());
    Dim w = dim(type, l.widthAxis());
    if (size.isEmpty() && !(h.isKnown() && w.isKnown())) {
      throw new InvalidInputException(
          "input '" + name + "' is " + type + " with an open size; give it with --size HxW");
    }
    Size s = size.orElseGet(() -> new Size((int) h.value(), (int) w.value()));
    if ((h.isKnown() && !h.is(s.height())) || (w.isKnown() && !w.is(s.width()))) {
      throw new InvalidInputException(
          "--size "
              + s.height()
              + "x"
              + s.width()
              + " does not fit input '"
              + name
              + "', which is "
              + type
              + " (layout "
              + l
              + ")");
    }
    return new ImageInput(l, c, s.height(), s.width(), type.element());
  }

  private static Dim dim(TensorType type, int axis) {
    return type.ranked() ? type.dim(axis) : Dim.UNKNOWN;
  }

  private static Layout layoutOf(TensorType type) {
    return !isCount(dim(type, 1)) && isCount(dim(type, 3)) ? Layout.NHWC : Layout.NCHW;
  }

  private static boolean isCount(Dim d) {
    return d.is(1) || d.is(3);
  }

  /// @return the tensor's shape
  public Shape shape() {
    int c = channels.count();
    return layout == Layout.NCHW ? Shape.of(1, c, height, width) : Shape.of(1, height, width, c);
  }

  /// @param photo a picture of any size
  /// @param fit how it gets this size
  /// @param normalization says what fills the rest
  /// @return the picture in this size
  public Pixels fitted(Pixels photo, Fit fit, Normalization normalization) {
    return fit.apply(photo, height, width, channels.reorder(normalization.neutral()));
  }

  /// @param photo a picture of any size
  /// @param fit how it gets this size
  /// @param normalization what its pixels become
  /// @return the tensor, of {@link #shape}
  public Tensor tensor(Pixels photo, Fit fit, Normalization normalization) {
    return tensor(fitted(photo, fit, normalization), normalization);
  }

  /// @param p a picture of this size
  /// @param normalization what its pixels become
  /// @return the tensor, of {@link #shape}
  public Tensor tensor(Pixels p, Normalization normalization) {
    Tensor out = Tensor.zeros(element, shape());
    int[] strides = out.shape().strides();
    for (int c = 0; c < channels.count(); c++) {
      for (int y = 0; y < height; y++) {
        int row = c * strides[layout.channelAxis()] + y * strides[layout.heightAxis()];
        for (int x = 0; x < width; x++) {
          float v = normalization.apply(channels.value(p.rgb(), p.at(y, x), c), c);
          // Integers take the nearest value, not the one below.
          out.setDouble(
              row + x * strides[layout.widthAxis()], element.isFloat() ? v : Math.rint(v));
        }
      }
    }
    return out;
  }
}
