package dev.sepconv.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/// A report for programs.
final class ReportJson {
  private ReportJson() {}

  /// Writes a report.
  ///
  /// @param report what was measured
  /// @return JSON: `machine`, `forks`, `quick`, `rows[]`, `kernels[]` (one per fork), `fusions[]`
  static String of(Report report) {
    ObjectMapper json = Json.mapper();
    ObjectNode root = json.createObjectNode();
    root.set("machine", json.valueToTree(report.machine()));
    root.put("forks", report.forks());
    root.put("quick", report.quick());
    ArrayNode rows = root.putArray("rows");
    for (Row r : report.rows()) {
      ObjectNode row = rows.addObject();
      row.put("key", r.key()).put("name", r.name()).put("threads", r.threads());
      r.sepconv().ifPresent(s -> row.set("sepconv", json.valueToTree(s)));
      r.peer().ifPresent(s -> row.set("peer", json.valueToTree(s)));
      row.put("unit", r.unit().name());
      row.set("figure", json.valueToTree(r.figure()));
      r.goal().ifPresent(g -> row.set("goal", json.valueToTree(g)));
      r.verdict().ifPresent(v -> row.put("verdict", v.toString()));
    }
    root.set("kernels", json.valueToTree(report.kernels()));
    root.set("fusions", json.valueToTree(report.fusions()));
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
