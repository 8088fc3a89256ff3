package dev.sepconv.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// A network's costs as JSON: `model`, `input`, `assumed`, `totals`, `layers`, `notCounted`.
/// Numbers are numbers; a size that depends on the data is null.
public final class AnalysisJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AnalysisJson() {}

  /// @param analysis a network's costs
  /// @return the document, ending in a line break
  public static String render(Analysis analysis) {
    ObjectNode root = NODES.objectNode();
    root.put("model", analysis.graph().name());
    ObjectNode input = root.putObject("input");
    for (String in : analysis.graph().inputs()) {
      input.set(in, shape(analysis.graph().type(in)));
    }
    ArrayNode assumed = root.putArray("assumed");
    analysis.assumed().forEach(assumed::add);
    root.set("totals", totals(analysis.totals()));
    ArrayNode layers = root.putArray("layers");
    analysis.layers().forEach(l -> layers.add(layer(analysis, l)));
    ArrayNode notCounted = root.putArray("notCounted");
    for (Analysis.NotCounted n : analysis.notCounted()) {
      notCounted
          .addObject()
          .put("layer", n.layer())
          .put("type", n.type())
          .put("reason", n.reason());
    }
    return print(root);
  }

  /// @param t a network's sums
  /// @return an object with a number for each
  public static ObjectNode totals(Totals t) {
    return NODES
        .objectNode()
        .put("params", t.params())
        .put("trainableParams", t.trainableParams())
        .put("buffers", t.buffers())
        .put("macs", t.macs())
        .put("flops", t.flops())
        .put("elementOps", t.elementOps())
        .put("weightBytes", t.weightBytes())
        .put("bytesMoved", t.bytesMoved())
        .put("peakActivationBytes", t.peakActivationBytes())
        .put("activationBytesWithoutReuse", t.activationBytesWithoutReuse());
  }

  /// @param root a document
  /// @return its text, indented, ending in a line break
  public static String print(ObjectNode root) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and strings could not be written", e);
    }
  }

  private static ObjectNode layer(Analysis analysis, Layer l) {
    ObjectNode o = NODES.objectNode();
    o.put("path", l.path());
    o.put("type", l.type());
    ArrayNode nodes = o.putArray("nodes");
    l.nodes().forEach(nodes::add);
    l.geometry()
        .ifPresent(g -> {
          ints(o.putArray("kernel"), g.kernel());
          ints(o.putArray("stride"), g.stride());
          ints(o.putArray("dilation"), g.dilation());
          o.put("groups", g.groups());
          o.put("depthwise", g.depthwise());
        });
    ArrayNode in = o.putArray("inputShapes");
    l.inputs().forEach(t -> in.add(shape(t)));
    ArrayNode out = o.putArray("outputShapes");
    l.outputs().forEach(t -> out.add(shape(t)));
    o.put("params", l.params());
    o.put("sharedParams", l.sharedParams());
    o.put("buffers", l.buffers());
    o.put("counted", l.cost().notCounted().isEmpty());
    o.put("macs", l.macs());
    o.put("macsShare", analysis.share(l));
    o.put("flops", l.cost().flops());
    o.put("elementOps", l.cost().elementOps());
    o.put("bytesRead", l.bytesRead());
    o.put("bytesWritten", l.bytesWritten());
    o.put("flopPerByte", l.intensity());
    l.field()
        .filter(f -> !f.whole())
        .ifPresent(f -> {
          ArrayNode size = o.putArray("receptiveField");
          f.size().forEach(size::add);
          ArrayNode stride = o.putArray("effectiveStride");
          f.stride().forEach(stride::add);
        });
    return o;
  }

  private static void ints(ArrayNode array, List<Integer> values) {
    values.forEach(array::add);
  }

  private static ArrayNode shape(TensorType t) {
    ArrayNode a = NODES.arrayNode();
    for (Dim d : t.dims()) {
      if (d.isKnown()) {
        a.add(d.value());
      } else {
        a.addNull();
      }
    }
    return a;
  }
}
