package dev.sepconv.onnx;

import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;
import java.util.List;

/// Pooling.
final class PoolImport {
  private PoolImport() {}

  static NodeImporter window(Pool.Kind kind) {
    return n -> {
      Attributes a = n.attributes();
      Window w = WindowImport.ofPool(n);
      boolean ceil = a.flag("ceil_mode", false);
      boolean countPad = kind == Pool.Kind.AVERAGE && a.flag("count_include_pad", false);
      boolean columns = kind == Pool.Kind.MAX && a.flag("storage_order", false);
      Pool pool = new Pool(kind, w, ceil, countPad, kind == Pool.Kind.LP ? norm(n) : 2, columns);
      List<String> out = n.outputs();
      n.emit(pool, n.inputs(), n.isUsed(1) ? out : out.subList(0, 1));
    };
  }

  static NodeImporter global(Pool.Kind kind) {
    return n -> n.emit(new GlobalPool(kind, kind == Pool.Kind.LP ? norm(n) : 2));
  }

  private static int norm(NodeView n) {
    if (n.opset() > 1) {
      return n.attributes().intOr("p", 2);
    }
    float p = n.attributes().floatOr("p", 2);
    if (p != (int) p) {
      throw n.unsupported("has p = " + p + "; only whole numbers are supported");
    }
    return (int) p;
  }
}
