package dev.sepconv.cli.data;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.cli.image.ImageInput;
import dev.sepconv.cli.image.Photo;
import dev.sepconv.cli.image.Pixels;
import dev.sepconv.cli.image.Preparation;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.Idx;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The data of one input: a folder of pictures, an idx file of pictures, or a `.npy` file.
///
/// @param path where they are
/// @param samples the data
/// @param folder the pictures, if it is a folder
/// @param pictures whether they are pictures, which are prepared
/// @param description what is done to them, one line
record Source(
    Path path, Samples samples, Optional<Folder> folder, boolean pictures, String description) {
  /// @param input the input's name
  /// @param declared its type
  /// @param path a folder or file
  /// @param preparation says how pictures become an input of a type
  /// @return the data
  static Source open(
      String input, TensorType declared, Path path, Function<TensorType, Preparation> preparation) {
    if (Files.isDirectory(path)) {
      Folder folder = Folder.of(path);
      Preparation p = preparation.apply(withBatch(declared, Dim.of(1)));
      Samples samples =
          new PictureSamples(
              input, p, folder.pictures().size(), i -> p.fitted(Photo.read(folder.picture(i))));
      return new Source(path, samples, Optional.of(folder), true, p.toString());
    }
    if (!Files.exists(path)) {
      throw new InvalidInputException(path + ": no such file or folder");
    }
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return npy(input, declared, path);
    }
    if (!Idx.isIdx(path)) {
      throw new InvalidInputException(
          path + " is no data set; expected a folder of pictures, an idx file or a .npy file");
    }
    return idx(input, path, preparation.apply(withBatch(declared, Dim.of(1))));
  }

  private static Source npy(String input, TensorType declared, Path path) {
    Tensor array = NpyInput.read(path, input, withBatch(declared, Dim.UNKNOWN));
    if (array.shape().rank() == 0 || array.size() == 0) {
      throw new InvalidInputException(path + " is " + array + ", which holds no samples");
    }
    return new Source(path, new ArraySamples(input, array), Optional.empty(), false, "as it is");
  }

  private static Source idx(String input, Path path, Preparation preparation) {
    Tensor array = Idx.read(path);
    Shape s = array.shape();
    boolean fits = s.rank() == 3 || (s.rank() == 4 && (s.dim(3) == 1 || s.dim(3) == 3));
    if (!fits || array.size() == 0) {
      throw new InvalidInputException(
          path
              + " is "
              + array
              + "; expected pictures: number x height x width, or x 1 or 3 channels behind these");
    }
    int height = s.dim(1);
    int width = s.dim(2);
    int channels = s.rank() == 3 ? 1 : s.dim(3);
    ImageInput target = preparation.target();
    // A window cut out of what has the right size already would only lose its margin.
    boolean asTheyAre = height == target.height() && width == target.width();
    Samples samples =
        new PictureSamples(
            input,
            preparation,
            s.dim(0),
            i -> {
              Pixels p =
                  Pixels.of(
                      width,
                      height,
                      channels,
                      (byte[]) array.array(),
                      i * height * width * channels);
              return asTheyAre ? p : preparation.fitted(p);
            });
    return new Source(
        path,
        samples,
        Optional.empty(),
        true,
        asTheyAre
            ? height + "x" + width + " as they are, " + preparation.conversion()
            : preparation.toString());
  }

  private static TensorType withBatch(TensorType type, Dim batch) {
    if (!type.ranked() || type.rank() == 0) {
      return type;
    }
    List<Dim> dims = new ArrayList<>(type.dims());
    dims.set(0, batch);
    return type.withDims(dims);
  }
}
