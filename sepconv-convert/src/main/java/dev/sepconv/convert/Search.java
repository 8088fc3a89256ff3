package dev.sepconv.convert;

import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.engine.Spread;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import java.util.function.DoublePredicate;

/// Finds the share of the MACs that meets what is measured on the result, not counted: time or
/// error. Both go one way with the share, so that the search halves an interval.
public final class Search {
  private static final int HALVINGS = 6;

  private final Preparation preparation;

  /// @param preparation the network taken apart
  public Search(Preparation preparation) {
    this.preparation = preparation;
  }

  /// A budget and what was measured with it.
  ///
  /// @param budget a share of the MACs
  /// @param time the converted network's time as a share of the original's
  public record Timed(Budget.Macs budget, Spread time) {}

  /// The most MACs with which the network takes at most a share of its time, by measuring.
  ///
  /// @param share of the original's time
  /// @param profiler measures
  /// @param graph the original, its inputs' sizes known
  /// @return the budget
  /// @throws InvalidInputException if no budget is fast enough
  public Timed fastEnough(double share, Profiler profiler, Graph graph) {
    double least = preparation.leastShare();
    Timed smallest = timed(least, profiler, graph);
    if (smallest.time().median() > share) {
      throw new InvalidInputException(
          "a budget of "
              + Budget.percent(share)
              + " of the time cannot be met: with as little as "
              + Budget.percent(least)
              + " of the MACs it still takes "
              + Budget.percent(smallest.time().median()));
    }
    Timed[] best = {smallest};
    halve(
        least,
        1,
        macs -> {
          Timed t = timed(macs, profiler, graph);
          boolean met = t.time().median() <= share;
          if (met) {
            best[0] = t;
          }
          return met;
        });
    return best[0];
  }

  private Timed timed(double macs, Profiler profiler, Graph graph) {
    Budget.Macs budget = new Budget.Macs(macs);
    Graph shape = preparation.shape(budget);
    return new Timed(budget, profiler.runs(shape.withInputs(preparation.inputs()), graph).ratio());
  }

  /// The fewest MACs with which the outputs are at most so far from the original's.
  ///
  /// @param error the largest error, as {@link Converted#outputError}
  /// @return the network converted with those
  /// @throws InvalidInputException if even the largest budget gives a greater error
  public Converted closeEnough(double error) {
    double least = preparation.leastShare();
    Converted smallest = preparation.convert(new Budget.Macs(least));
    if (smallest.outputError().orElseThrow() <= error) {
      return smallest;
    }
    Converted[] best = {preparation.convert(new Budget.Macs(1))};
    if (best[0].outputError().orElseThrow() > error) {
      throw new InvalidInputException(
          "an error of at most "
              + error
              + " cannot be met: with all of the MACs it is "
              + best[0].outputError().orElseThrow());
    }
    halve(
        least,
        1,
        macs -> {
          Converted c = preparation.convert(new Budget.Macs(macs));
          boolean tooFar = c.outputError().orElseThrow() > error;
          if (!tooFar) {
            best[0] = c;
          }
          return tooFar;
        });
    return best[0];
  }

  /// Halves an interval between a share that does and one that does not.
  private static void halve(double low, double high, DoublePredicate lowSide) {
    double from = low;
    double to = high;
    for (int i = 0; i < HALVINGS; i++) {
      // Shares are ratios: the middle is the geometric one.
      double middle = Math.sqrt(from * to);
      if (lowSide.test(middle)) {
        from = middle;
      } else {
        to = middle;
      }
    }
  }
}
