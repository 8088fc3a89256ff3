package dev.sepconv.cli.command;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.analysis.time.Profile;
import dev.sepconv.cli.output.Version;
import dev.sepconv.draw.Svg;
import dev.sepconv.draw.network.Diagram;
import dev.sepconv.draw.network.DiagramPicture;
import dev.sepconv.draw.network.Heat;
import dev.sepconv.draw.network.NetworkDiagram;
import dev.sepconv.file.WholeFile;
import dev.sepconv.report.Language;
import dev.sepconv.report.Machine;
import dev.sepconv.report.Report;
import dev.sepconv.report.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// HTML pages with the pictures that go into them.
final class Pages {
  private Pages() {}

  /// @param analysis a network
  /// @param times how long it takes; empty if that was not measured
  /// @param language of the text
  /// @return the page
  static String of(Analysis analysis, Optional<Profile> times, Language language) {
    return html(List.of(subject(analysis, times)), Optional.empty(), language);
  }

  /// @param c two networks
  /// @param language of the text
  /// @return the page
  static String of(Comparison c, Language language) {
    return html(
        List.of(
            subject(c.a(), c.times().map(PairTimes::a)),
            subject(c.b(), c.times().map(PairTimes::b))),
        Optional.of(c),
        language);
  }

  /// @param file where it goes, replaced if it is there
  /// @param html a page
  /// @return a line that says so
  static String write(Path file, String html) {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    WholeFile.write(
        file,
        out -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            out.write(rest);
          }
        });
    return String.format(Locale.ROOT, "wrote %s: %,d bytes%n", file, bytes.length);
  }

  private static String html(
      List<Subject> subjects, Optional<Comparison> comparison, Language language) {
    return new Report(
            subjects,
            comparison,
            Machine.here(),
            Version.text(),
            LocalDate.now(ZoneId.systemDefault()),
            language)
        .html();
  }

  private static Subject subject(Analysis analysis, Optional<Profile> times) {
    return new Subject(analysis.graph().name(), analysis, times, drawing(analysis, times));
  }

  /// Colours by time where that is known.
  private static Optional<String> drawing(Analysis analysis, Optional<Profile> times) {
    Heat heat = times.map(t -> Heat.time(analysis, t.layers(), t.threads())).orElseGet(Heat::macs);
    Diagram diagram =
        NetworkDiagram.readable(
            analysis, new NetworkDiagram.Options(Integer.MAX_VALUE, false, heat));
    return diagram.cards().size() > DiagramPicture.MOST_CARDS
        ? Optional.empty()
        : Optional.of(Svg.text(DiagramPicture.of(diagram, DiagramPicture.Flow.RIGHT)));
  }
}
