package dev.sepconv.cli.data;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.nio.file.Path;

/// A `.npy` file as an input, as it is.
public final class NpyInput {
  private NpyInput() {}

  /// @param file a `.npy` file
  /// @param input an input's name
  /// @param type its type
  /// @return the file's array
  /// @throws InvalidInputException if it cannot be read or is of another type
  public static Tensor read(Path file, String input, TensorType type) {
    Tensor tensor = Npy.read(file);
    boolean fits = !type.ranked() || type.rank() == tensor.shape().rank();
    for (int i = 0; fits && type.ranked() && i < type.rank(); i++) {
      fits = !type.dim(i).isKnown() || type.dim(i).is(tensor.shape().dim(i));
    }
    if (!fits || tensor.element() != type.element()) {
      throw new InvalidInputException(
          file
              + " is "
              + tensor.type()
              + ", but input '"
              + input
              + "' expects "
              + type
              + (fits ? "; in NumPy, x.astype('" + type.element() + "') converts" : ""));
    }
    return tensor;
  }
}
