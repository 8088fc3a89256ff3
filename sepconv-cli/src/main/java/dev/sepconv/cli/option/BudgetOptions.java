package dev.sepconv.cli.option;

import dev.sepconv.convert.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How much of a network a conversion may leave: one of these.
public final class BudgetOptions {
  @Option(
      names = "--macs",
      order = -19,
      paramLabel = "SHARE",
      description = "A share of the network's multiply-adds, such as 0.5.")
  private Optional<Double> macs = Optional.empty();

  @Option(
      names = "--params",
      order = -18,
      paramLabel = "SHARE",
      description = "A share of its parameters.")
  private Optional<Double> params = Optional.empty();

  @Option(
      names = "--latency",
      order = -17,
      paramLabel = "SHARE",
      description = "A share of its time, measured on this machine.")
  private Optional<Double> latency = Optional.empty();

  @Option(
      names = "--max-error",
      order = -16,
      paramLabel = "ERROR",
      description =
          "The largest error of the outputs, relative to their norm, such as 0.02; needs --calibrate.")
  private Optional<Double> maxError = Optional.empty();

  @Option(
      names = "--rank",
      order = -15,
      paramLabel = "K",
      description = "K depthwise filters for every channel of every layer that gets cheaper.")
  private Optional<Integer> rank = Optional.empty();

  /// Made by picocli.
  public BudgetOptions() {}

  /// @return whether there is one
  /// @throws UsageException if there are several
  public boolean isGiven() {
    List<String> given = new ArrayList<>();
    macs.ifPresent(_ -> given.add("--macs"));
    params.ifPresent(_ -> given.add("--params"));
    latency.ifPresent(_ -> given.add("--latency"));
    maxError.ifPresent(_ -> given.add("--max-error"));
    rank.ifPresent(_ -> given.add("--rank"));
    if (given.size() > 1) {
      throw new UsageException(
          given.get(0) + " and " + given.get(1) + " do not go together: one budget");
    }
    return !given.isEmpty();
  }

  /// @return the budget, if it is one that is counted
  /// @throws UsageException if it is out of range
  public Optional<Budget> counted() {
    return macs.<Budget>map(s -> new Budget.Macs(share("--macs", s)))
        .or(() -> params.map(s -> new Budget.Params(share("--params", s))))
        .or(() -> rank.map(k -> new Budget.Rank(positive(k))));
  }

  /// @return the share of the time, if that is the budget
  /// @throws UsageException if it is out of range
  public Optional<Double> latency() {
    return latency.map(s -> share("--latency", s));
  }

  /// @return the largest error, if that is the budget
  /// @throws UsageException if it is out of range
  public Optional<Double> maxError() {
    return maxError.map(s -> share("--max-error", s));
  }

  private static double share(String option, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new UsageException(option + " " + value + " must be above 0 and at most 1");
    }
    return value;
  }

  private static int positive(int rank) {
    if (rank < 1) {
      throw new UsageException("--rank " + rank + " must be at least 1");
    }
    return rank;
  }
}
