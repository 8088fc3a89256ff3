package dev.sepconv.analysis.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.AnalysisJson;
import java.util.Locale;

/// A sweep for a program.
final class SweepJson {
  private SweepJson() {}

  static String render(Sweep s) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("axis", s.axis().name().toLowerCase(Locale.ROOT));
    root.put("layer", s.layer());
    ArrayNode points = root.putArray("points");
    for (Sweep.Point p : s.points()) {
      ObjectNode o = points.addObject();
      o.put("value", p.value())
          .put("normalMacs", p.normalMacs())
          .put("separableMacs", p.separableMacs())
          .put("theory", p.theory());
      o.set("normal", ComparisonJson.times(p.normal()));
      o.set("separable", ComparisonJson.times(p.separable()));
      o.set("speedup", ComparisonJson.spread(p.speedup()));
      o.put("wins", p.wins());
    }
    root.put("crossover", s.crossover());
    return AnalysisJson.print(root);
  }
}
