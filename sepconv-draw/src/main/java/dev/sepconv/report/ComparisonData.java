package dev.sepconv.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.Totals;
import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.analysis.compare.Replacement;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// A comparison as the page's script wants it.
final class ComparisonData {
  private ComparisonData() {}

  static ObjectNode of(Comparison c, Language language, Messages messages) {
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("verdict", language == Language.EN ? c.verdict() : Verdict.of(c, messages));
    c.times().ifPresent(t -> o.put("speedup", t.speedup().median()));
    o.set("totals", totals(c));
    ArrayNode replaced = o.putArray("replaced");
    c.rows().forEach(r -> replaced.add(row(r)));
    return o;
  }

  private static ArrayNode totals(Comparison c) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    add(rows, c, "params", "count", Totals::params);
    add(rows, c, "buffers", "count", Totals::buffers);
    add(rows, c, "macs", "count", Totals::macs);
    add(rows, c, "flops", "count", Totals::flops);
    add(rows, c, "elementOps", "count", Totals::elementOps);
    add(rows, c, "weightBytes", "bytes", Totals::weightBytes);
    add(rows, c, "bytesMoved", "bytes", Totals::bytesMoved);
    row(rows, "intensity", "rate")
        .put("a", intensity(c.a().totals()))
        .put("b", intensity(c.b().totals()));
    add(rows, c, "peakActivationBytes", "bytes", Totals::peakActivationBytes);
    add(rows, c, "activationBytesWithoutReuse", "bytes", Totals::activationBytesWithoutReuse);
    c.times()
        .ifPresent(t -> {
          row(rows, "workingBytes", "bytes")
              .put("a", t.a().workingBytes())
              .put("b", t.b().workingBytes());
          row(rows, "millis", "millis")
              .put("a", t.a().runs().medianMillis())
              .put("b", t.b().runs().medianMillis());
        });
    return rows;
  }

  private static double intensity(Totals t) {
    return t.bytesMoved() == 0 ? 0 : (double) t.flops() / t.bytesMoved();
  }

  private static void add(
      ArrayNode rows, Comparison c, String key, String unit, ToLongFunction<Totals> figure) {
    row(rows, key, unit)
        .put("a", figure.applyAsLong(c.a().totals()))
        .put("b", figure.applyAsLong(c.b().totals()));
  }

  private static ObjectNode row(ArrayNode rows, String key, String unit) {
    return rows.addObject().put("key", key).put("unit", unit);
  }

  private static ObjectNode row(Comparison.Row row) {
    Replacement r = row.layers();
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("normal", r.normal().layer());
    o.put("depthwise", r.depthwise().layer());
    o.put("pointwise", r.pointwise().layer());
    o.put("theory", r.theory());
    o.put("macs", r.actual());
    row.times()
        .filter(t -> t.normal().millis() > 0)
        .ifPresent(t -> {
          o.put("time", t.left());
          o.put("exact", t.exact());
          t.separable().bound().ifPresent(b -> o.put("bound", b.name().toLowerCase(Locale.ROOT)));
        });
    return o;
  }
}
