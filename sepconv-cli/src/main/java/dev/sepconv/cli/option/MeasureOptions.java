package dev.sepconv.cli.option;

import dev.sepconv.engine.Measurement;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How long a measurement may take.
public final class MeasureOptions {
  /// Long enough for the median to settle.
  private static final double SECONDS = 2;

  private static final double MOST_SECONDS = 86_400;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      order = 20,
      paramLabel = "S",
      description = "How long to measure once warm; five runs at least. Default: 2.")
  private Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--warm-up",
      order = 21,
      paramLabel = "S",
      defaultValue = "20",
      description = "How long to wait at most until times stop falling. Default: 20.")
  private double warmUp;

  /// When a measurement ends.
  ///
  /// @return what the user says
  /// @throws ParameterException if a duration is negative, or longer than a day
  public Measurement.Limits limits() {
    return limits(SECONDS);
  }

  /// When a measurement ends.
  ///
  /// @param standard for how many seconds to measure if the user does not say
  /// @return what the user says
  /// @throws ParameterException if a duration is negative, or longer than a day
  public Measurement.Limits limits(double standard) {
    return new Measurement.Limits(
        duration("--warm-up", warmUp),
        duration("--seconds", seconds.orElse(standard)),
        Measurement.Limits.DEFAULT.leastRuns());
  }

  private Duration duration(String option, double value) {
    if (!(value >= 0 && value <= MOST_SECONDS)) {
      throw new ParameterException(
          spec.commandLine(), option + " " + value + " must be from 0 to " + (int) MOST_SECONDS);
    }
    return Duration.ofNanos((long) (value * 1e9));
  }
}
