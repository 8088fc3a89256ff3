package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.Totals;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// One figure of both networks.
///
/// @param key what programs call it
/// @param label what people call it
/// @param a the first network's, with its unit
/// @param b the second network's
/// @param ratio the first's divided by the second's; empty where that says nothing
public record Figure(String key, String label, String a, String b, OptionalDouble ratio) {
  private static final String NONE = "0";

  /// All figures of a comparison.
  ///
  /// @param c the comparison
  /// @return in the order of a table
  public static List<Figure> of(Comparison c) {
    Totals x = c.a().totals();
    Totals y = c.b().totals();
    List<Figure> list = new ArrayList<>();
    list.add(count("params", "parameters", x.params(), y.params()));
    list.add(count("buffers", "buffers", x.buffers(), y.buffers()));
    list.add(count("macs", "MACs", x.macs(), y.macs()));
    list.add(count("flops", "FLOP (2 per MAC)", x.flops(), y.flops()));
    list.add(count("elementOps", "element operations", x.elementOps(), y.elementOps()));
    list.add(bytes("weightBytes", "weights", x.weightBytes(), y.weightBytes()));
    list.add(bytes("bytesMoved", "bytes read and written", x.bytesMoved(), y.bytesMoved()));
    list.add(
        figure(
            "flopPerByte",
            "FLOP per byte",
            Numbers.fixed(intensity(x), 2),
            Numbers.fixed(intensity(y), 2),
            intensity(x),
            intensity(y)));
    list.add(
        bytes(
            "peakActivationBytes",
            "activations at the peak",
            x.peakActivationBytes(),
            y.peakActivationBytes()));
    list.add(
        bytes(
            "activationBytesWithoutReuse",
            "activations, no reuse",
            x.activationBytesWithoutReuse(),
            y.activationBytesWithoutReuse()));
    c.times().ifPresent(t -> list.addAll(measured(t)));
    return list;
  }

  private static List<Figure> measured(PairTimes t) {
    Measurement a = t.a().runs();
    Measurement b = t.b().runs();
    return List.of(
        bytes(
            "workingBytes", "working memory of a run", t.a().workingBytes(), t.b().workingBytes()),
        new Figure(
            "medianMillis",
            "time, median",
            Numbers.millis(a.medianMillis()),
            Numbers.millis(b.medianMillis()),
            OptionalDouble.of(t.speedup().median())));
  }

  /// The table of all figures, and how far the times scatter.
  ///
  /// @param c the comparison
  /// @param a what stands above the first network's
  /// @param b what stands above the second's
  /// @return rows of equal length, the header first
  static List<List<String>> table(Comparison c, String a, String b) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", a, b, "B / A", "A / B"));
    of(c).stream()
        .filter(f -> !(f.a.equals(NONE) && f.b.equals(NONE)))
        .forEach(f -> rows.add(List.of(f.label, f.a, f.b, f.part(), f.times())));
    c.times()
        .ifPresent(t ->
            rows.add(
                List.of(
                    "time, p10 to p90",
                    range(t.a().runs()),
                    range(t.b().runs()),
                    "",
                    range(t.speedup()))));
    return rows;
  }

  private static String range(Measurement m) {
    String from = Numbers.millis(m.quantileMillis(0.1));
    return from.substring(0, from.indexOf(' ')) + "–" + Numbers.millis(m.quantileMillis(0.9));
  }

  /// How far a ratio scatters.
  static String range(Spread ratio) {
    return Numbers.fixed(ratio.p10(), 2) + "–" + Numbers.fixed(ratio.p90(), 2) + "x";
  }

  private static double intensity(Totals t) {
    return t.bytesMoved() == 0 ? 0 : (double) t.flops() / t.bytesMoved();
  }

  private static Figure count(String key, String label, long a, long b) {
    return figure(key, label, Numbers.thousands(a), Numbers.thousands(b), (double) a, (double) b);
  }

  private static Figure bytes(String key, String label, long a, long b) {
    return figure(key, label, Numbers.bytes(a), Numbers.bytes(b), (double) a, (double) b);
  }

  private static Figure figure(String key, String label, String a, String b, double x, double y) {
    return new Figure(key, label, a, b, y == 0 ? OptionalDouble.empty() : OptionalDouble.of(x / y));
  }

  /// @return how many times less B has, such as `2.77x`; a dash where that says nothing
  public String times() {
    return ratio.isPresent() ? Numbers.fixed(ratio.getAsDouble(), 2) + "x" : "–";
  }

  /// @return what part of A's B has, such as `36.1%`; a dash where that says nothing
  public String part() {
    return ratio.isPresent() && ratio.getAsDouble() > 0
        ? Numbers.percent(1 / ratio.getAsDouble())
        : "–";
  }
}
