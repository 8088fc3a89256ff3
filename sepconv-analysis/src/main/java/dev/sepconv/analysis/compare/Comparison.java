package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.time.LayerTime;
import dev.sepconv.analysis.time.LayerTimes;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two networks side by side, and the convolutions of the first that the second has replaced by
/// separable ones.
///
/// @param kind where the second comes from
/// @param a the first network's costs
/// @param b the second network's costs
/// @param rows the replaced convolutions in order
/// @param times how long both take; empty if that was not measured
public record Comparison(
    Kind kind, Analysis a, Analysis b, List<Row> rows, Optional<PairTimes> times) {
  /// Copies the list.
  public Comparison {
    rows = List.copyOf(rows);
  }

  /// Where the second network comes from.
  public enum Kind {
    /// It was given, as the first.
    GIVEN,
    /// It is the first one's {@link UntrainedTwin}.
    TWIN
  }

  /// A replaced convolution.
  ///
  /// @param layers what was replaced by what
  /// @param times how long both take; empty if that was not measured
  public record Row(Replacement layers, Optional<RowTimes> times) {}

  /// How long a normal convolution takes, and the separable one in its place.
  ///
  /// @param normal the normal one
  /// @param separable the separable one
  public record RowTimes(LayerTime normal, LayerTime separable) {
    /// @return separable / normal time, what is left of it
    public double left() {
      return separable.millis() / normal.millis();
    }

    /// @return whether no step that does them does other layers too
    public boolean exact() {
      return normal.exact() && separable.exact();
    }
  }

  /// Counts and matches two networks.
  ///
  /// @param a the first network
  /// @param b the second network
  /// @return both, not measured
  /// @throws dev.sepconv.error.SepconvException as {@link Analysis#of}
  public static Comparison of(Graph a, Graph b) {
    return of(Kind.GIVEN, a, b);
  }

  /// Counts a network and its separable twin: what would it save?
  ///
  /// @param a the network
  /// @return both, not measured
  /// @throws dev.sepconv.error.SepconvException as {@link Analysis#of}
  public static Comparison withTwin(Graph a) {
    return of(Kind.TWIN, a, UntrainedTwin.of(a));
  }

  private static Comparison of(Kind kind, Graph a, Graph b) {
    Analysis x = Analysis.of(a);
    Analysis y = Analysis.of(b);
    List<Row> rows = new ArrayList<>();
    Convolutions.replaced(x, y).forEach(r -> rows.add(new Row(r, Optional.empty())));
    return new Comparison(kind, x, y, rows, Optional.empty());
  }

  /// The same with times.
  ///
  /// @param measured the times of the same two networks
  /// @return with what they say about each replaced convolution
  public Comparison with(PairTimes measured) {
    LayerTimes normal = measured.a().layers();
    LayerTimes separable = measured.b().layers();
    List<Row> timed = new ArrayList<>();
    for (Row row : rows) {
      Replacement r = row.layers;
      LayerTime n = normal.of(List.of(r.normal().node()));
      LayerTime s = separable.of(List.of(r.depthwise().node(), r.pointwise().node()));
      timed.add(new Row(r, Optional.of(new RowTimes(n, s))));
    }
    return new Comparison(kind, a, b, timed, Optional.of(measured));
  }

  /// What it comes to, built from the numbers.
  ///
  /// @return one sentence or two, of one line
  public String verdict() {
    return Verdict.of(this);
  }

  /// Tables for a terminal.
  ///
  /// @param width the most characters in a line
  /// @return the text, ending in a line break
  public String text(int width) {
    return new ComparisonText(this, width).render();
  }

  /// All figures for a program.
  ///
  /// @return a JSON document, ending in a line break
  public String json() {
    return ComparisonJson.render(this);
  }

  /// The tables in Markdown.
  ///
  /// @return the text, ending in a line break
  public String markdown() {
    return ComparisonMarkdown.render(this);
  }

  /// What to call the first network.
  ///
  /// @return its name without control characters
  public String nameA() {
    return Numbers.printable(a.graph().name());
  }

  /// What to call the second network.
  ///
  /// @return its name without control characters
  public String nameB() {
    String name = Numbers.printable(b.graph().name());
    return kind == Kind.TWIN ? name + "-separable" : name;
  }

  /// What is to be known about both, such as an operator that was not counted.
  ///
  /// @return one sentence each
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes("A", a, notes);
    notes("B", b, notes);
    return notes;
  }

  private static void notes(String label, Analysis x, List<String> notes) {
    x.notCounted()
        .forEach(n ->
            notes.add(
                label + ": not counted: " + n.layer() + " (" + n.type() + "): " + n.reason()));
    x.assumed().forEach(s -> notes.add(label + ": assumed: " + s));
  }
}
