package dev.sepconv.analysis.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.AnalysisJson;
import dev.sepconv.analysis.time.LayerTime;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.analysis.time.Profile;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;

/// A comparison for a program: `a`, `b`, `ratios` (A / B), `replaced`, `verdict`, and `measured` if
/// it was.
final class ComparisonJson {
  private ComparisonJson() {}

  static String render(Comparison c) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("a", side(c.nameA(), c.a()));
    root.set("b", side(c.nameB(), c.b()));
    ObjectNode ratios = root.putObject("ratios");
    for (Figure f : Figure.of(c)) {
      f.ratio().ifPresentOrElse(r -> ratios.put(f.key(), r), () -> ratios.putNull(f.key()));
    }
    ArrayNode list = root.putArray("replaced");
    c.rows().forEach(row -> list.add(replaced(row)));
    c.times().ifPresent(t -> root.set("measured", measured(t)));
    root.put("verdict", c.verdict());
    return AnalysisJson.print(root);
  }

  private static ObjectNode replaced(Comparison.Row row) {
    Replacement r = row.layers();
    ObjectNode o =
        JsonNodeFactory.instance
            .objectNode()
            .put("normal", r.normal().layer())
            .put("depthwise", r.depthwise().layer())
            .put("pointwise", r.pointwise().layer())
            .put("outputChannels", r.outputChannels())
            .put("kernelArea", r.kernelArea())
            .put("normalMacs", r.normal().macs())
            .put("separableMacs", r.separableMacs())
            .put("normalFlopPerByte", r.normalIntensity())
            .put("separableFlopPerByte", r.separableIntensity())
            .put("theory", r.theory())
            .put("actual", r.actual());
    row.times()
        .ifPresent(t -> {
          o.put("timeLeft", t.left());
          o.set("normalTime", time(t.normal()));
          o.set("separableTime", time(t.separable()));
        });
    return o;
  }

  private static ObjectNode time(LayerTime t) {
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("millis", t.millis()).put("exact", t.exact());
    t.bound()
        .ifPresentOrElse(
            b -> o.put("bound", b.text()).put("share", t.share()),
            () -> o.putNull("bound").putNull("share"));
    return o;
  }

  private static ObjectNode measured(PairTimes t) {
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("threads", t.a().threads());
    o.set("a", side(t.a()));
    o.set("b", side(t.b()));
    o.set("speedup", spread(t.speedup()));
    Calibration machine = t.a().steps().machine();
    ObjectNode m = o.putObject("machine");
    m.put("gflops", machine.flopsPerSecond() / 1e9);
    ArrayNode memory = m.putArray("memory");
    for (Calibration.Memory size : machine.memory()) {
      memory
          .addObject()
          .put("bytes", size.bytes())
          .put("readPerSecond", size.readPerSecond())
          .put("writtenPerSecond", size.writtenPerSecond());
    }
    return o;
  }

  private static ObjectNode side(Profile p) {
    return times(p.runs())
        .put("batch", p.batch())
        .put("stepsMillis", p.steps().millis())
        .put("workingBytes", p.workingBytes());
  }

  static ObjectNode times(Measurement m) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("runs", m.runs())
        .put("medianMillis", m.medianMillis())
        .put("p10Millis", m.quantileMillis(0.1))
        .put("p90Millis", m.quantileMillis(0.9));
  }

  static ObjectNode spread(Spread s) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("median", s.median())
        .put("p10", s.p10())
        .put("p90", s.p90());
  }

  private static ObjectNode side(String name, Analysis x) {
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("model", name);
    ObjectNode in = o.putObject("input");
    x.inputs().forEach(in::put);
    o.set("totals", AnalysisJson.totals(x.totals()));
    ArrayNode not = o.putArray("notCounted");
    x.notCounted()
        .forEach(n ->
            not.addObject()
                .put("layer", n.layer())
                .put("type", n.type())
                .put("reason", n.reason()));
    return o;
  }
}
