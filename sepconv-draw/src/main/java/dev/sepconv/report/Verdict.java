package dev.sepconv.report;

import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.analysis.time.StepCost;
import dev.sepconv.engine.Spread;
import java.util.Locale;
import java.util.Optional;

/// What a comparison comes to, in a language other than the command line's: arithmetic, time, and
/// what bounds the separable layers.
final class Verdict {
  /// Less of a change is none.
  private static final double NOISE = 0.005;

  private Verdict() {}

  static String of(Comparison c, Messages messages) {
    double a = c.a().totals().macs();
    double b = c.b().totals().macs();
    StringBuilder text = new StringBuilder();
    text.append(
        a == 0 || b == 0 || Math.abs(a / b - 1) < NOISE
            ? messages.get("verdict.macs.same")
            : messages.get(
                a > b ? "verdict.macs.less" : "verdict.macs.more",
                number(Math.max(a, b) / Math.min(a, b))));
    text.append(
        c.times().map(t -> time(t, messages)).orElseGet(() -> messages.get("verdict.time.none")));
    bounds(c, messages).ifPresent(text::append);
    return text.append(messages.get("verdict.end")).toString();
  }

  private static String time(PairTimes t, Messages messages) {
    Spread s = t.speedup();
    if (s.p10() <= 1 && s.p90() >= 1) {
      return messages.get("verdict.time.same", number(s.p10()), number(s.p90()));
    }
    return s.median() > 1
        ? messages.get("verdict.time.less", number(s.median()), number(s.p10()), number(s.p90()))
        : messages.get(
            "verdict.time.more", number(1 / s.median()), number(1 / s.p90()), number(1 / s.p10()));
  }

  private static Optional<String> bounds(Comparison c, Messages messages) {
    var known =
        c.rows().stream()
            .flatMap(r -> r.times().stream())
            .flatMap(t -> t.separable().bound().stream())
            .toList();
    long memory = known.stream().filter(StepCost.Bound.MEMORY::equals).count();
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(
            messages.get("verdict.bounds", Integer.toString(known.size()), Long.toString(memory)));
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, x >= 10 ? "%.1f" : "%.2f", x);
  }
}
