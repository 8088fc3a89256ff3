package dev.sepconv.cli.option;

import dev.sepconv.cli.image.Channels;
import dev.sepconv.cli.image.Fit;
import dev.sepconv.cli.image.ImageInput;
import dev.sepconv.cli.image.Layout;
import dev.sepconv.cli.image.Normalization;
import dev.sepconv.cli.image.Preparation;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.TensorType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// How a picture becomes an input.
public final class PreprocessOptions {
  private static final Pattern SIZE =
      Pattern.compile("([1-9][0-9]{0,4})(?:[x×]([1-9][0-9]{0,4}))?");

  @Option(
      names = "--size",
      order = 11,
      paramLabel = "HxW",
      description = "Height and width the picture gets. Default: what the model declares.")
  private Optional<String> size = Optional.empty();

  @Option(
      names = "--resize",
      order = 12,
      paramLabel = "HOW",
      description = {
        "crop: keep the proportions and take the centre, 224 out of 256 (default);",
        "stretch: change the proportions;",
        "pad: keep the proportions, fill with the mean colour."
      })
  private Optional<Fit> fit = Optional.empty();

  @Option(
      names = "--channels",
      order = 13,
      paramLabel = "ORDER",
      description = "rgb, bgr or gray. Default: rgb; gray where the input has one channel.")
  private Optional<Channels> channels = Optional.empty();

  @Option(
      names = "--layout",
      order = 14,
      paramLabel = "LAYOUT",
      description = "nchw or nhwc. Default: by the place of the 1 or 3 channels in the input.")
  private Optional<Layout> layout = Optional.empty();

  @Option(
      names = "--scale",
      order = 15,
      paramLabel = "X",
      description =
          "A pixel of 0 to 255 becomes (pixel * X - MEAN) / STD. Default: 1/255; 1 for integers.")
  private Optional<String> scale = Optional.empty();

  @Option(
      names = "--mean",
      order = 16,
      paramLabel = "M[,M,M]",
      description =
          "One, or one per channel in the order of --channels. Default: ImageNet's"
              + " 0.485,0.456,0.406; 0 for gray and for integers.")
  private Optional<String> mean = Optional.empty();

  @Option(
      names = "--std",
      order = 17,
      paramLabel = "S[,S,S]",
      description = "Likewise. Default: ImageNet's 0.229,0.224,0.225; 1 for gray and for integers.")
  private Optional<String> std = Optional.empty();

  /// @param input an input's name
  /// @param type its type
  /// @return how a picture becomes that input
  /// @throws InvalidInputException if the input takes no picture, or the options do not fit it
  public Preparation preparation(String input, TensorType type) {
    ImageInput target =
        ImageInput.of(input, type, layout, channels, size.map(PreprocessOptions::size));
    Normalization normalization =
        Normalization.of(
            target.channels(),
            target.element(),
            scale.map(PreprocessOptions::scale),
            mean.map(m -> floats("--mean", m)),
            std.map(s -> floats("--std", s)));
    return new Preparation(target, fit.orElse(Fit.CROP), normalization);
  }

  /// For data that are no pictures.
  ///
  /// @return the first of these options that the user gave
  Optional<String> given() {
    return Stream.of(
            size.map(_ -> "--size"),
            fit.map(_ -> "--resize"),
            channels.map(_ -> "--channels"),
            layout.map(_ -> "--layout"),
            scale.map(_ -> "--scale"),
            mean.map(_ -> "--mean"),
            std.map(_ -> "--std"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static ImageInput.Size size(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      throw new InvalidInputException(
          "--size " + text + " is no size; expected height x width such as 224x224");
    }
    int height = Integer.parseInt(m.group(1));
    return new ImageInput.Size(height, m.group(2) == null ? height : Integer.parseInt(m.group(2)));
  }

  /// A number or a fraction such as `1/255`, the usual way to write this one.
  private static float scale(String text) {
    String[] parts = text.split("/", -1);
    float[] values = parts.length <= 2 ? floats("--scale", String.join(",", parts)) : new float[0];
    float value = values.length == 2 ? values[0] / values[1] : values.length == 1 ? values[0] : 0;
    if (!Float.isFinite(value) || value == 0) {
      throw new InvalidInputException(
          "--scale " + text + " is no factor; expected a number such as 1/255 or 0.5");
    }
    return value;
  }

  private static float[] floats(String option, String text) {
    String[] parts = text.split(",", -1);
    float[] out = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        out[i] = Float.parseFloat(parts[i].strip());
      } catch (NumberFormatException e) {
        throw new InvalidInputException(
            option + " " + text + ": '" + parts[i] + "' is no number", e);
      }
      if (!Float.isFinite(out[i])) {
        throw new InvalidInputException(option + " " + text + ": " + parts[i] + " is not finite");
      }
    }
    return out;
  }
}
