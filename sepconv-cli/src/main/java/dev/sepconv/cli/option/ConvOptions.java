package dev.sepconv.cli.option;

import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.SeparableConv2d;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// One convolution given by its sizes instead of a model: as a normal layer, and as the depthwise
/// separable one that could stand in its place.
public final class ConvOptions {
  private static final Pattern CHANNELS = Pattern.compile("([1-9][0-9]{0,5}):([1-9][0-9]{0,5})");
  private static final Pattern INPUT =
      Pattern.compile("([1-9][0-9]{0,5})[x×]([1-9][0-9]{0,5})[x×]([1-9][0-9]{0,5})");
  private static final int DEFAULT_SIZE = 224;
  private static final int DEFAULT_CHANNELS = 64;

  /// Beyond this nothing is meant, and counts stay within 64 bits.
  private static final int MOST = 10_000;

  @Option(
      names = "--conv",
      order = 30,
      paramLabel = "IN:OUT",
      description = "One convolution instead of a model: its input and output channels.")
  private Optional<String> channels = Optional.empty();

  @Option(
      names = "--kernel",
      order = 31,
      paramLabel = "K",
      description = "With --conv: height and width of the kernel. Default: 3.")
  private Optional<Integer> kernel = Optional.empty();

  @Option(
      names = "--stride",
      order = 32,
      paramLabel = "S",
      description = "With --conv: the step. Default: 1.")
  private Optional<Integer> stride = Optional.empty();

  @Option(
      names = "--dilation",
      order = 33,
      paramLabel = "D",
      description = "With --conv: the distance between the kernel's taps. Default: 1.")
  private Optional<Integer> dilation = Optional.empty();

  @Option(
      names = "--padding",
      order = 34,
      paramLabel = "P",
      description = {
        "With --conv: zeros on every side. Default: D * (K - 1) / 2, which keeps the size at stride"
            + " 1."
      })
  private Optional<Integer> padding = Optional.empty();

  /// The same layer in both forms.
  ///
  /// @param normal one convolution over all channels
  /// @param separable a depthwise convolution, then a pointwise one
  public record Pair(Graph normal, Graph separable) {}

  /// Whether there is `--conv`.
  ///
  /// @return whether channels are given
  public boolean hasChannels() {
    return channels.isPresent();
  }

  /// Whether the user asks for one convolution.
  ///
  /// @return whether there is `--conv`
  /// @throws UsageException if there is none, but an option that goes with it only
  public boolean given() {
    if (channels.isEmpty()) {
      refuse("--kernel", kernel);
      refuse("--stride", stride);
      refuse("--dilation", dilation);
      refuse("--padding", padding);
    }
    return channels.isPresent();
  }

  private static void refuse(String option, Optional<Integer> value) {
    value.ifPresent(v -> {
      throw new UsageException(option + " " + v + " goes with --conv IN:OUT only");
    });
  }

  /// The sizes of a layer.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernel height and width of the kernel
  /// @param stride the step
  /// @param dilation the distance between taps
  /// @param padding zeros on every side; empty for as many as keep the size at stride 1
  /// @param height of the input
  /// @param width of the input
  public record Sizes(
      int in,
      int out,
      int kernel,
      int stride,
      int dilation,
      Optional<Integer> padding,
      long height,
      long width) {
    /// Both forms of the layer, with biases.
    ///
    /// @return the networks, batch still open
    /// @throws dev.sepconv.error.InvalidModelException if the kernel does not fit the input
    public Pair pair() {
      int zeros = padding.orElse(dilation * (kernel - 1) / 2);
      return new Pair(
          Conv2d.of(in, out, kernel)
              .stride(stride)
              .dilation(dilation)
              .padding(zeros)
              .trace("normal", 0, in, height, width),
          SeparableConv2d.of(in, out, kernel)
              .stride(stride)
              .dilation(dilation)
              .padding(zeros)
              .trace("separable", 0, in, height, width));
    }
  }

  /// Both forms of the layer, with biases.
  ///
  /// @param inputs what was written after each `--input`: at most one, channels x height x width
  /// @return the networks, batch still open
  /// @throws UsageException if a value is none, or the input has other channels
  /// @throws dev.sepconv.error.InvalidModelException if the kernel does not fit the input
  public Pair pair(List<String> inputs) {
    return sizes(inputs, DEFAULT_SIZE).pair();
  }

  /// The sizes that the user asks for; without `--conv` those of a layer with as many output
  /// channels as input channels, 64 unless the input says another number.
  ///
  /// @param inputs what was written after each `--input`: at most one, channels x height x width
  /// @param size height and width of the input where nothing else is said
  /// @return the sizes
  /// @throws UsageException if a value is none, or the input has other channels
  public Sizes sizes(List<String> inputs, int size) {
    int in;
    int out;
    long[] input;
    if (channels.isPresent()) {
      Matcher m = CHANNELS.matcher(channels.get());
      if (!m.matches()) {
        throw new UsageException(
            "--conv "
                + channels.get()
                + " is no pair of channels; expected input:output such as 3:4");
      }
      in = Integer.parseInt(m.group(1));
      out = Integer.parseInt(m.group(2));
      input = input(in, inputs, size);
      if (input[0] != in) {
        throw new UsageException(
            "--input "
                + inputs.getLast()
                + " has "
                + input[0]
                + " channels, but --conv takes "
                + in);
      }
    } else {
      input = input(DEFAULT_CHANNELS, inputs, size);
      in = (int) input[0];
      out = in;
    }
    return new Sizes(
        in,
        out,
        number("--kernel", kernel.orElse(3), 1),
        number("--stride", stride.orElse(1), 1),
        number("--dilation", dilation.orElse(1), 1),
        padding.map(p -> number("--padding", p, 0)),
        input[1],
        input[2]);
  }

  private static long[] input(int channels, List<String> inputs, int size) {
    if (inputs.isEmpty()) {
      return new long[] {channels, size, size};
    }
    Matcher m = INPUT.matcher(inputs.getLast());
    if (inputs.size() > 1 || !m.matches()) {
      throw new UsageException(
          "--input "
              + String.join(" --input ", inputs)
              + " is no size of a convolution's input; expected channels x height x width such as "
              + channels
              + "x224x224");
    }
    return new long[] {
      Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), Long.parseLong(m.group(3))
    };
  }

  private static int number(String option, int value, int least) {
    if (value < least || value > MOST) {
      throw new UsageException(option + " " + value + " must be from " + least + " to " + MOST);
    }
    return value;
  }
}
