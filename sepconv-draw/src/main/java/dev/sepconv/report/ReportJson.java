package dev.sepconv.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Totals;
import dev.sepconv.analysis.time.Profile;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.Measurement;
import dev.sepconv.graph.ModuleTrace;
import java.util.List;
import java.util.Optional;

/// Networks and machine as the page's script wants them: figures as numbers, in FLOP, bytes,
/// milliseconds and 10^9 a second. What is not known is not there.
final class ReportJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReportJson() {}

  static ArrayNode models(List<Subject> subjects) {
    ArrayNode models = NODES.arrayNode();
    subjects.forEach(s -> models.add(model(s)));
    return models;
  }

  private static ObjectNode model(Subject s) {
    Analysis analysis = s.analysis();
    ObjectNode o = NODES.objectNode();
    o.put("name", s.name());
    ArrayNode inputs = o.putArray("inputs");
    analysis.inputs().forEach((name, shape) -> inputs.add(name + " " + shape));
    o.set("totals", totals(analysis.totals()));
    ArrayNode assumed = o.putArray("assumed");
    analysis.assumed().forEach(assumed::add);
    ArrayNode notCounted = o.putArray("notCounted");
    analysis
        .notCounted()
        .forEach(n ->
            notCounted
                .addObject()
                .put("layer", n.layer())
                .put("type", n.type())
                .put("reason", n.reason()));
    ObjectNode modules = o.putObject("modules");
    analysis.graph().trace().ifPresent(t -> modules(t.root(), modules));
    LayerData layers = new LayerData(analysis, s.profile());
    o.set("layers", layers.layers());
    s.profile()
        .ifPresent(p -> {
          o.set("time", time(p.runs()));
          o.set("steps", layers.steps(p.steps()));
        });
    return o;
  }

  private static ObjectNode totals(Totals t) {
    return NODES
        .objectNode()
        .put("params", t.params())
        .put("macs", t.macs())
        .put("flops", t.flops())
        .put("weightBytes", t.weightBytes())
        .put("bytesMoved", t.bytesMoved())
        .put("peakActivationBytes", t.peakActivationBytes());
  }

  private static void modules(ModuleTrace.Module m, ObjectNode types) {
    if (!m.path().isEmpty() && !m.children().isEmpty()) {
      types.put(m.path(), m.type());
    }
    m.children().forEach(c -> modules(c, types));
  }

  private static ObjectNode time(Measurement runs) {
    return NODES
        .objectNode()
        .put("median", runs.medianMillis())
        .put("p10", runs.quantileMillis(0.1))
        .put("p90", runs.quantileMillis(0.9))
        .put("runs", runs.runs());
  }

  static ObjectNode machine(Report report) {
    Machine m = report.machine();
    ObjectNode o = NODES.objectNode();
    o.put("cpu", m.cpu());
    o.put("processors", m.processors());
    o.put("os", m.os());
    o.put("jvm", m.jvm());
    o.put("sepconv", report.version());
    Optional<Profile> profile =
        report.subjects().stream().flatMap(s -> s.profile().stream()).findFirst();
    o.put("timed", profile.isPresent());
    profile.ifPresent(p -> {
      o.put("threads", p.threads());
      calibration(p.steps().machine(), o);
    });
    return o;
  }

  private static void calibration(Calibration c, ObjectNode o) {
    o.put("peak", c.flopsPerSecond() / 1e9);
    ArrayNode memory = o.putArray("memory");
    for (Calibration.Memory m : c.memory()) {
      memory
          .addObject()
          .put("bytes", m.bytes())
          .put("read", m.readPerSecond() / 1e9)
          .put("written", m.writtenPerSecond() / 1e9);
    }
  }
}
