package dev.sepconv.cli.image;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.ElementType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// From a pixel of 0 to 255 to what a network expects: `(pixel * scale - mean) / std`.
///
/// @param scale what pixels are multiplied by first
/// @param mean one per channel, in the order of the channels
/// @param std one per channel, in the order of the channels
@SuppressWarnings("ArrayRecordComponent") // parameters of arithmetic, never compared
public record Normalization(float scale, float[] mean, float[] std) {
  /// What the user says, completed by defaults: for float inputs 0 to 1 and for colour ImageNet's
  /// mean and deviation; for integers the pixels as they are.
  ///
  /// @param channels the channels and their order
  /// @param element the input's element type
  /// @param scale if given
  /// @param mean one value or one per channel, if given
  /// @param std one value or one per channel, if given
  /// @return the arithmetic
  /// @throws InvalidInputException if there are too many or too few values, or a deviation is 0
  public static Normalization of(
      Channels channels,
      ElementType element,
      Optional<Float> scale,
      Optional<float[]> mean,
      Optional<float[]> std) {
    boolean imageNet = element.isFloat() && channels != Channels.GRAY;
    float[] defaultMean = imageNet ? channels.reorder(0.485f, 0.456f, 0.406f) : new float[] {0};
    float[] defaultStd = imageNet ? channels.reorder(0.229f, 0.224f, 0.225f) : new float[] {1};
    float[] deviations = perChannel("--std", std.orElse(defaultStd), channels);
    for (float d : deviations) {
      if (!(Math.abs(d) > 0)) {
        throw new InvalidInputException("--std must not be 0, pixels are divided by it");
      }
    }
    return new Normalization(
        scale.orElse(element.isFloat() ? 1 / 255f : 1f),
        perChannel("--mean", mean.orElse(defaultMean), channels),
        deviations);
  }

  private static float[] perChannel(String option, float[] values, Channels channels) {
    int n = channels.count();
    if (values.length == n) {
      return values;
    }
    if (values.length == 1) {
      float[] all = new float[n];
      Arrays.fill(all, values[0]);
      return all;
    }
    throw new InvalidInputException(
        option
            + " has "
            + values.length
            + " values; the input has "
            + n
            + (n == 1 ? " channel (" : " channels (")
            + channels
            + ")");
  }

  float apply(float pixel, int channel) {
    return (pixel * scale - mean[channel]) / std[channel];
  }

  /// @return the pixel that becomes 0, by channel
  float[] neutral() {
    float[] out = new float[mean.length];
    for (int c = 0; c < out.length; c++) {
      out[c] = Math.clamp(mean[c] / scale, 0f, 255f);
    }
    return out;
  }

  @Override
  public String toString() {
    String scaled =
        scale == 1 ? "pixel" : scale == 1 / 255f ? "pixel / 255" : "pixel * " + plain(scale);
    boolean centred = IntStream.range(0, mean.length).allMatch(c -> mean[c] == 0);
    boolean unit = IntStream.range(0, std.length).allMatch(c -> std[c] == 1);
    String shifted = centred ? scaled : scaled + " - " + list(mean);
    return unit ? shifted : (centred ? scaled : "(" + shifted + ")") + " / " + list(std);
  }

  private static String list(float[] values) {
    boolean same = IntStream.range(0, values.length).allMatch(c -> values[c] == values[0]);
    return same
        ? plain(values[0])
        : IntStream.range(0, values.length)
            .mapToObj(c -> plain(values[c]))
            .collect(Collectors.joining(",", "[", "]"));
  }

  private static String plain(float v) {
    return v == Math.rint(v) && Math.abs(v) < 1e6 ? Integer.toString((int) v) : Float.toString(v);
  }
}
