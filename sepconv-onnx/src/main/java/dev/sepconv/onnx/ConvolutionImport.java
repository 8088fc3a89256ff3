package dev.sepconv.onnx;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.Window;
import java.util.Collections;
import java.util.List;

/// Convolutions and matrix products.
final class ConvolutionImport {
  private ConvolutionImport() {}

  static void conv(NodeView n) {
    n.emit(new Conv(WindowImport.ofConvolution(n), n.attributes().intOr("group", 1)));
  }

  static void convTranspose(NodeView n) {
    Window w = WindowImport.ofConvolution(n);
    Attributes a = n.attributes();
    List<Integer> extra = a.ints("output_padding").orElse(Collections.nCopies(w.rank(), 0));
    List<Integer> shape = a.ints("output_shape").orElse(List.of());
    if (shape.size() == w.rank() + 2) {
      // Some writers give the whole shape.
      shape = shape.subList(2, shape.size());
    }
    n.emit(new ConvTranspose(w, extra, shape, a.intOr("group", 1)));
  }

  static void gemm(NodeView n) {
    Attributes a = n.attributes();
    if (n.opset() < 7) {
      // C always broadcasts here; without the attribute its shape is the result's anyway.
      a.flag("broadcast", false);
    }
    n.emit(
        new Gemm(
            a.floatOr("alpha", 1),
            a.floatOr("beta", 1),
            a.flag("transA", false),
            a.flag("transB", false)));
  }

  static void matMul(NodeView n) {
    n.emit(new MatMul());
  }
}
