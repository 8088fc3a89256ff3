package dev.sepconv.bench.jmh;

import dev.sepconv.bench.ConvShape;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs {@link ConvBenchmark} on the layers of all shape files.
public final class Benchmarks {
  private Benchmarks() {}

  /// Takes JMH's options; `-p layer=NAME,NAME` replaces all layers by some, `-p kernel=ID,ID` the
  /// first kernel by others.
  ///
  /// @param args JMH's options
  /// @throws CommandLineOptionException if one is wrong
  /// @throws RunnerException if a benchmark fails
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(args);
    ChainedOptionsBuilder options =
        new OptionsBuilder().parent(given).include(ConvBenchmark.class.getSimpleName());
    if (!given.getParameter("layer").hasValue()) {
      options.param(
          "layer",
          ConvShape.of(ConvShape.FILES).stream().map(ConvShape::layer).toArray(String[]::new));
    }
    new Runner(options.build()).run();
  }
}
