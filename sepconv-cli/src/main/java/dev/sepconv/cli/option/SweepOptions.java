package dev.sepconv.cli.option;

import dev.sepconv.analysis.compare.Sweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// What to let grow, and how far.
public final class SweepOptions {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})\\.\\.([0-9]{1,6})");
  private static final Pattern LIST = Pattern.compile("[0-9]{1,6}(,[0-9]{1,6})*");
  private static final int MOST_VALUE = 4096;
  private static final int MOST_POINTS = 32;

  @Option(
      names = "--sweep",
      order = 36,
      paramLabel = "WHAT",
      description = {
        "Let channels, size or kernel of a layer grow, and find from where on the separable form"
            + " wins. The rest of the layer is as --conv and its options say."
      })
  private Optional<Sweep.Axis> axis = Optional.empty();

  @Option(
      names = "--range",
      order = 37,
      paramLabel = "RANGE",
      description = {
        "With --sweep: values as 4,8,16 or from 4..64, which doubles; kernels grow by 2."
      })
  private Optional<String> range = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      order = 38,
      paramLabel = "FILE",
      description = "With --sweep: a chart too, as .svg or .png. With --format html: the page.")
  private Optional<Path> output = Optional.empty();

  /// What grows.
  ///
  /// @return the axis; empty if nothing does
  /// @throws UsageException if there is an option that goes with `--sweep` only
  public Optional<Sweep.Axis> axis() {
    if (axis.isEmpty()) {
      range.ifPresent(r -> {
        throw new UsageException("--range " + r + " goes with --sweep only");
      });
    }
    return axis;
  }

  /// Where a chart or a page goes.
  ///
  /// @return the file; empty for none
  public Optional<Path> output() {
    return output;
  }

  /// The values, ascending.
  ///
  /// @param swept what grows
  /// @return at least one
  /// @throws UsageException if the range is none
  public List<Integer> values(Sweep.Axis swept) {
    String text =
        range.orElse(
            switch (swept) {
              case CHANNELS -> "4..256";
              case SIZE -> "7..112";
              case KERNEL -> "3..11";
            });
    List<Integer> values = parse(text, swept);
    if (values.stream().anyMatch(v -> v < 1 || v > MOST_VALUE)
        || values.size() > MOST_POINTS
        || !values.equals(values.stream().sorted().distinct().toList())) {
      throw noRange(text);
    }
    return values;
  }

  private static List<Integer> parse(String text, Sweep.Axis swept) {
    List<Integer> values = new ArrayList<>();
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      int from = Math.max(1, Integer.parseInt(span.group(1)));
      int to = Integer.parseInt(span.group(2));
      for (int v = from; v <= to; v = swept == Sweep.Axis.KERNEL ? v + 2 : 2 * v) {
        values.add(v);
      }
    } else if (LIST.matcher(text).matches()) {
      for (String part : text.split(",", -1)) {
        values.add(Integer.parseInt(part));
      }
    }
    if (values.isEmpty()) {
      throw noRange(text);
    }
    return values;
  }

  private static UsageException noRange(String text) {
    return new UsageException(
        String.format(
            Locale.ROOT,
            "--range %s is none; expected ascending values as 4,8,16 or 4..64, from 1 to %d, at most"
                + " %d of them",
            text,
            MOST_VALUE,
            MOST_POINTS));
  }
}
