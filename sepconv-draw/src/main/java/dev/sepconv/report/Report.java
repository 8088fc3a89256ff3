package dev.sepconv.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.compare.Comparison;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A page to show around: one HTML file with everything in it, that loads nothing from anywhere.
///
/// @param subjects one network or two
/// @param comparison of the two; empty for one
/// @param machine where it was made
/// @param version of Sepconv
/// @param date when it was made
/// @param language of the text
public record Report(
    List<Subject> subjects,
    Optional<Comparison> comparison,
    Machine machine,
    String version,
    LocalDate date,
    Language language) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if there are not one or two networks, or two that are not
  ///   compared
  public Report {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty()
        || subjects.size() > 2
        || comparison.isPresent() != (subjects.size() == 2)) {
      throw new IllegalArgumentException("a page shows one network, or two and their comparison");
    }
  }

  /// @return the page
  public String html() {
    Messages messages = Messages.of(language);
    List<String> names = subjects.stream().map(Subject::name).toList();
    ObjectNode data = root(messages, date.toString());
    data.put("calculator", true);
    data.set("machine", ReportJson.machine(this));
    data.set("models", ReportJson.models(subjects));
    comparison.ifPresent(c -> data.set("comparison", ComparisonData.of(c, language, messages)));
    return Page.of(
        names.size() == 1
            ? messages.get("page.title.one", Names.cut(names.get(0)))
            : messages.get("page.title.two", Names.cut(names.get(0)), Names.cut(names.get(1))),
        language,
        messages,
        subjects.stream().map(Subject::drawing).toList(),
        names,
        data);
  }

  /// A page with nothing but a network's picture, to be moved and zoomed.
  ///
  /// @param name of the network
  /// @param svg its picture
  /// @param language of the text
  /// @return the page
  public static String ofDrawing(String name, String svg, Language language) {
    Messages messages = Messages.of(language);
    ObjectNode data = root(messages, "");
    data.put("calculator", false);
    ObjectNode model = data.putArray("models").addObject();
    model.put("name", name);
    model.putArray("inputs");
    model.putArray("layers");
    return Page.of(
        messages.get("page.title.graph", Names.cut(name)),
        language,
        messages,
        List.of(Optional.of(svg)),
        List.of(name),
        data);
  }

  private static ObjectNode root(Messages messages, String date) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("lang", messages.get("lang"));
    data.put("date", date);
    ObjectNode texts = data.putObject("messages");
    messages.all().forEach(texts::put);
    return data;
  }
}
