package dev.sepconv.cli.option;

import dev.sepconv.engine.CpuBackend;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How many threads work on one run.
public final class ThreadOptions {
  /// Far more than helps on any machine, few enough to be started.
  private static final int MOST = 1024;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--threads",
      order = 10,
      paramLabel = "N",
      description = "How many threads share the work. Default: one per processor.")
  private Optional<Integer> threads = Optional.empty();

  /// The number of threads.
  ///
  /// @return what the user says, or the number of processors
  /// @throws ParameterException if it is less than 1, or more than can be meant
  public int count() {
    int count = threads.orElse(Runtime.getRuntime().availableProcessors());
    if (count < 1 || count > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--threads " + count + " must be from 1 to " + MOST);
    }
    return count;
  }

  /// What runs a network once.
  ///
  /// @return a backend with that many threads, whose first call does not wait for the compiler
  public CpuBackend promptBackend() {
    return CpuBackend.prompt(count());
  }

  /// What runs a network many times.
  ///
  /// @return a backend with that many threads
  public CpuBackend backend() {
    return new CpuBackend(count());
  }
}
