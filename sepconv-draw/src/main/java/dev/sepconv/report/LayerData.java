package dev.sepconv.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Geometry;
import dev.sepconv.analysis.Layer;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.time.LayerTime;
import dev.sepconv.analysis.time.LayerTimes;
import dev.sepconv.analysis.time.Profile;
import dev.sepconv.analysis.time.StepTime;
import dev.sepconv.analysis.time.StepTimes;
import dev.sepconv.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A network's layers and the steps that do them.
final class LayerData {
  private final Analysis analysis;
  private final Optional<LayerTimes> times;

  LayerData(Analysis analysis, Optional<Profile> profile) {
    this.analysis = analysis;
    times = profile.map(Profile::layers);
  }

  ArrayNode layers() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    analysis.layers().forEach(l -> list.add(layer(l)));
    return list;
  }

  private ObjectNode layer(Layer l) {
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("path", l.path());
    o.put("parent", l.parent());
    o.put("name", l.name());
    o.put("type", l.type());
    o.put("kind", kind(l));
    o.put("window", l.geometry().map(Geometry::text).orElse(""));
    o.put("input", shapes(l.inputs()));
    o.put("output", shapes(l.outputs()));
    o.put("outputElements", elements(l.outputs()));
    o.put("params", l.params());
    if (l.sharedParams() > 0) {
      o.put("sharedParams", l.sharedParams());
    }
    o.put("macs", l.macs());
    o.put("counted", l.cost().notCounted().isEmpty());
    o.put("elementOps", l.cost().elementOps());
    o.put("read", l.bytesRead());
    o.put("written", l.bytesWritten());
    ArrayNode nodes = o.putArray("nodes");
    l.nodes().forEach(nodes::add);
    l.field()
        .filter(f -> !f.whole())
        .ifPresent(f -> o.put("field", join(f.size()) + ", s" + join(f.stride())));
    times.ifPresent(t -> {
      LayerTime time = t.of(l);
      o.put("millis", time.millis());
      o.put("exact", time.exact());
    });
    conv(l).ifPresent(c -> o.set("conv", c));
    return o;
  }

  /// `normal`, `depthwise`, `pointwise`; `other` for a grouped convolution and all that is none.
  private static String kind(Layer l) {
    if (l.geometry().isEmpty() || l.macs() == 0) {
      return "other";
    }
    Geometry g = l.geometry().get();
    if (g.depthwise()) {
      return "depthwise";
    }
    boolean point = g.kernel().stream().allMatch(k -> k == 1);
    return g.groups() > 1 ? "other" : point ? "pointwise" : "normal";
  }

  /// A normal convolution as the calculator knows them: everything square, padded so that only the
  /// stride makes the image smaller.
  private static Optional<ObjectNode> conv(Layer l) {
    if (!kind(l).equals("normal") || l.inputs().size() != 1 || l.outputs().size() != 1) {
      return Optional.empty();
    }
    Geometry g = l.geometry().orElseThrow();
    TensorType in = l.inputs().getFirst();
    TensorType out = l.outputs().getFirst();
    if (!in.isStatic() || !out.isStatic() || in.rank() != 4 || out.rank() != 4) {
      return Optional.empty();
    }
    long size = in.dim(2).value();
    int k = g.kernel().getFirst();
    int stride = g.stride().getFirst();
    long channels = in.dim(1).value();
    long outputs = out.dim(1).value();
    boolean square =
        size == in.dim(3).value()
            && g.kernel().stream().allMatch(x -> x == k)
            && g.stride().stream().allMatch(x -> x == stride)
            && g.dilation().stream().allMatch(x -> x == 1);
    if (!square || out.dim(2).value() != Math.ceilDiv(size, stride)) {
      return Optional.empty();
    }
    long weights = channels * outputs * k * k;
    return Optional.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("ic", channels)
            .put("oc", outputs)
            .put("k", k)
            .put("size", size)
            .put("stride", stride)
            .put("bias", l.params() + l.sharedParams() == weights + outputs));
  }

  ArrayNode steps(StepTimes steps) {
    Map<String, Integer> layerOf = new HashMap<>();
    for (int i = 0; i < analysis.layers().size(); i++) {
      for (String node : analysis.layers().get(i).nodes()) {
        layerOf.put(node, i);
      }
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int s = 0; s < steps.list().size(); s++) {
      list.add(step(steps, s, layerOf));
    }
    return list;
  }

  private static ObjectNode step(StepTimes steps, int index, Map<String, Integer> layerOf) {
    StepTime s = steps.list().get(index);
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("name", s.name());
    o.put("kernel", s.kernel());
    ArrayNode layers = o.putArray("layers");
    s.nodes().stream().map(layerOf::get).filter(Objects::nonNull).distinct().forEach(layers::add);
    o.put("millis", s.millis());
    s.cost()
        .ifPresent(c -> {
          o.put("macs", c.macs());
          o.put("bytes", c.bytes());
          o.put("gflops", c.gflops(s.millis()));
        });
    steps
        .share(index)
        .ifPresent(b -> {
          o.put("bound", b.bound().name().toLowerCase(Locale.ROOT));
          o.put("share", b.share());
        });
    return o;
  }

  private static String shapes(List<TensorType> types) {
    return types.stream().map(Numbers::shape).collect(Collectors.joining(", "));
  }

  private static double elements(List<TensorType> types) {
    return types.stream()
        .mapToDouble(t ->
            t.ranked()
                ? t.dims().stream()
                    .mapToDouble(d -> d.isKnown() ? d.value() : 0)
                    .reduce(1, (a, b) -> a * b)
                : 0)
        .sum();
  }

  private static String join(List<Long> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
