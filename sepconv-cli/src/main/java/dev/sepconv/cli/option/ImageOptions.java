package dev.sepconv.cli.option;

import dev.sepconv.cli.image.Photo;
import dev.sepconv.cli.image.Pixels;
import dev.sepconv.cli.image.Preparation;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Pictures as inputs.
public final class ImageOptions {
  @Option(
      names = "--image",
      order = 10,
      paramLabel = "[NAME=]FILE",
      description =
          "A picture as input: JPEG, PNG, WebP or TIFF, turned upright as its EXIF data say.")
  private List<String> images = new ArrayList<>();

  @Mixin private PreprocessOptions preprocess = new PreprocessOptions();

  /// @return what was written after each `--image`
  public List<String> images() {
    return images;
  }

  /// A picture as a tensor, and what was done to it.
  ///
  /// @param tensor the input
  /// @param seen the picture in the input's size, before its channels become numbers
  /// @param description one line
  public record Prepared(Tensor tensor, Pixels seen, String description) {}

  /// @param input an input's name
  /// @param type its type
  /// @param file a picture
  /// @return the picture as that input expects it
  /// @throws InvalidInputException if the file is no picture, or it and the options do not fit
  public Prepared prepare(String input, TensorType type, Path file) {
    Preparation preparation = preprocess.preparation(input, type);
    Pixels photo = Photo.read(file);
    Pixels seen = preparation.fitted(photo);
    return new Prepared(
        preparation.tensor(seen),
        seen,
        file + " (" + photo.width() + " wide, " + photo.height() + " high), " + preparation);
  }
}
