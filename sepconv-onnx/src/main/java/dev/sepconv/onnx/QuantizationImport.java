package dev.sepconv.onnx;

import dev.sepconv.graph.op.DequantizeLinear;
import dev.sepconv.graph.op.QuantizeLinear;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import java.util.List;

/// Conversion to scaled integers and back.
final class QuantizationImport {
  private QuantizationImport() {}

  static void quantize(NodeView n) {
    Attributes a = n.attributes();
    int axis = a.intOr("axis", 1);
    refuseBlocks(n);
    // Only 8-bit floats, which are refused, do not saturate.
    a.intOr("saturate", 1);
    int precision = a.intOr("precision", 0);
    if (precision != 0 && precision != 1) {
      throw n.unsupported("divides in " + DataTypes.name(precision) + " (precision)");
    }
    List<String> in = n.inputs();
    int code = a.intOr("output_dtype", 0);
    if (code != 0 && !n.has(2)) {
      ElementType element = ConstantImport.element(n, code, "output_dtype");
      if (element != ElementType.UINT8) {
        if (!n.type(1).isStatic()) {
          throw n.unsupported("has output_dtype and a scale of unknown shape");
        }
        Tensor zero = Tensor.zeros(element, n.type(1).shape());
        in = List.of(n.input(0), n.input(1), n.literal("zero_point", zero));
      }
    }
    n.emit(new QuantizeLinear(axis), in);
  }

  static void dequantize(NodeView n) {
    int axis = n.attributes().intOr("axis", 1);
    refuseBlocks(n);
    int code = n.attributes().intOr("output_dtype", 0);
    if (code != 0 && code != DataTypes.code(n.type(1).element())) {
      throw n.unsupported("has output_dtype " + DataTypes.name(code) + " unlike its scale");
    }
    n.emit(new DequantizeLinear(axis));
  }

  private static void refuseBlocks(NodeView n) {
    int block = n.attributes().intOr("block_size", 0);
    if (block != 0) {
      throw n.unsupported("has block_size = " + block + "; scales per block are not supported");
    }
  }
}
