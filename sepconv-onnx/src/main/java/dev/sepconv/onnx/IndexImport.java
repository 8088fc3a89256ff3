package dev.sepconv.onnx;

import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.GatherElements;
import dev.sepconv.graph.op.NonMaxSuppression;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Parts and surroundings of tensors.
final class IndexImport {
  private IndexImport() {}

  static void slice(NodeView n) {
    if (n.opset() >= 10) {
      n.input(1);
      n.input(2);
      n.emit(new Slice());
      return;
    }
    List<String> in = new ArrayList<>(List.of(n.input(0)));
    for (String name : List.of("starts", "ends")) {
      long[] values =
          n.attributes()
              .longs(name)
              .orElseThrow(() -> n.invalid("has no attribute '" + name + "'"));
      in.add(n.literal(name, Tensor.vector(values)));
    }
    n.attributes().longs("axes").ifPresent(a -> in.add(n.literal("axes", Tensor.vector(a))));
    n.emit(new Slice(), in);
  }

  static void gather(NodeView n) {
    n.emit(new Gather(n.attributes().intOr("axis", 0)));
  }

  static void gatherElements(NodeView n) {
    n.emit(new GatherElements(n.attributes().intOr("axis", 0)));
  }

  static void pad(NodeView n) {
    Attributes a = n.attributes();
    String mode = a.stringOr("mode", "constant");
    Pad pad =
        new Pad(
            switch (mode) {
              case "constant" -> Pad.Mode.CONSTANT;
              case "reflect" -> Pad.Mode.REFLECT;
              case "edge" -> Pad.Mode.EDGE;
              case "wrap" -> Pad.Mode.WRAP;
              default -> throw n.invalid("has mode '" + mode + "', which is not one of ONNX's");
            });
    if (n.opset() >= 11) {
      n.input(1);
      n.emit(pad);
      return;
    }
    String name = n.opset() < 2 ? "paddings" : "pads";
    long[] pads = a.longs(name).orElseThrow(() -> n.invalid("has no attribute '" + name + "'"));
    float value = a.floatOr("value", 0);
    String fill = value == 0 ? Node.ABSENT : n.scalar("value", n.type(0).element(), value);
    n.emit(pad, List.of(n.input(0), n.literal(name, Tensor.vector(pads)), fill));
  }

  static void nonMaxSuppression(NodeView n) {
    n.emit(new NonMaxSuppression(n.attributes().flag("center_point_box", false)));
  }
}
