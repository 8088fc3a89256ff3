package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.analysis.time.StepCost;
import dev.sepconv.analysis.time.StepTime;
import dev.sepconv.analysis.time.StepTimes;
import dev.sepconv.engine.Spread;
import dev.sepconv.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a comparison comes to in a sentence or two, built from its numbers and nothing else.
final class Verdict {
  /// More layers than this are counted, not listed.
  private static final int MOST_NAMES = 3;

  private Verdict() {}

  static String of(Comparison c) {
    if (c.kind() == Comparison.Kind.TWIN && c.rows().isEmpty()) {
      return "Nothing to replace: no normal convolution of A has a kernel above 1 and more than "
          + UntrainedTwin.HANDFUL
          + " input channels, so that B is A.";
    }
    StringBuilder text = new StringBuilder();
    text.append(subject(c)).append(arithmetic(c));
    text.append(c.times().map(t -> time(c, t)).orElse("; how long it takes was not measured"));
    c.times().flatMap(t -> bounds(c, t)).ifPresent(b -> text.append("; ").append(b));
    text.append('.');
    if (c.kind() == Comparison.Kind.TWIN) {
      text.append(" B is not trained: this says what it costs, not how well it works.");
    }
    difference(c.a(), c.b()).ifPresent(d -> text.append(' ').append(d));
    return text.toString();
  }

  private static String subject(Comparison c) {
    if (c.kind() == Comparison.Kind.GIVEN) {
      return "B does ";
    }
    int n = c.rows().size();
    return "With " + n + " normal convolution" + (n == 1 ? "" : "s") + " replaced B does ";
  }

  private static Change arithmeticChange(Comparison c) {
    return Change.of((double) c.a().totals().macs(), (double) c.b().totals().macs());
  }

  private static String arithmetic(Comparison c) {
    double a = c.a().totals().macs();
    double b = c.b().totals().macs();
    return switch (arithmeticChange(c)) {
      case LESS -> b == 0 ? "no arithmetic" : Numbers.times(a / b) + " less arithmetic";
      case SAME -> "the same arithmetic";
      case MORE -> (a == 0 ? "" : Numbers.times(b / a) + " ") + "more arithmetic";
    };
  }

  private static String time(Comparison c, PairTimes t) {
    Spread s = t.speedup();
    Change arithmetic = arithmeticChange(c);
    Change time = Change.of(s);
    String joint =
        time == arithmetic || (arithmetic == Change.SAME && time != Change.SAME)
            ? " and "
            : arithmetic == Change.MORE ? ", yet " : ", but ";
    return joint
        + switch (time) {
          case LESS -> "is " + Numbers.times(s.median()) + " faster (" + Figure.range(s) + ")";
          case SAME -> "takes as long within what the times scatter (" + Figure.range(s) + ")";
          case MORE -> {
            Spread slower = new Spread(1 / s.median(), 1 / s.p90(), 1 / s.p10());
            yield "is " + Numbers.times(slower.median()) + " slower (" + Figure.range(slower) + ")";
          }
        };
  }

  /// Which layers of B memory bounds.
  private static Optional<String> bounds(Comparison c, PairTimes t) {
    List<String> bound = new ArrayList<>();
    int known = 0;
    double reached = 0;
    for (Comparison.Row row : c.rows()) {
      Optional<StepCost.Bound> b = row.times().flatMap(x -> x.separable().bound());
      known += b.isPresent() ? 1 : 0;
      reached = row.times().map(x -> x.separable().share()).orElse(reached);
      b.filter(StepCost.Bound.MEMORY::equals)
          .ifPresent(_ -> bound.add(Numbers.printable(row.layers().normal().layer())));
    }
    if (known == 0) {
      return memoryShare(t.b().steps())
          .map(share -> "memory bounds " + Numbers.percent(share) + " of B's time");
    }
    int n = bound.size();
    if (n == 0) {
      return Optional.of(
          known == 1
              ? "what replaces "
                  + Numbers.printable(c.rows().getFirst().layers().normal().layer())
                  + " reaches "
                  + Numbers.percent(reached)
                  + " of what arithmetic allows"
              : "no replaced layer of B is memory-bound");
    }
    return Optional.of(
        "memory bounds "
            + (n <= MOST_NAMES
                ? "what replaces " + list(bound)
                : (n == known ? "all " : n + " of ") + known + " replaced layers of B"));
  }

  private static Optional<Double> memoryShare(StepTimes steps) {
    double known = 0;
    double memory = 0;
    for (StepTime s : steps.list()) {
      if (s.cost().isPresent()) {
        known += s.millis();
        memory += s.cost().get().bound(steps.machine()) == StepCost.Bound.MEMORY ? s.millis() : 0;
      }
    }
    return known == 0 ? Optional.empty() : Optional.of(memory / known);
  }

  /// Two networks that take or give other shapes cannot stand in for each other.
  private static Optional<String> difference(Analysis a, Analysis b) {
    String x = shapes(a.graph());
    String y = shapes(b.graph());
    return x.equals(y)
        ? Optional.empty()
        : Optional.of("They do not do the same: A makes " + x + ", B " + y + ".");
  }

  private static String shapes(Graph g) {
    return shapes(g, g.outputs()) + " of " + shapes(g, g.inputs());
  }

  private static String shapes(Graph g, List<String> values) {
    return values.stream().map(v -> Numbers.shape(g.type(v))).collect(Collectors.joining(" and "));
  }

  /// Such as `a, b and c`.
  private static String list(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
