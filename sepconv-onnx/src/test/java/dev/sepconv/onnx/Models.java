package dev.sepconv.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.OperatorSetIdProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.onnx.proto.Onnx.ValueInfoProto;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Small models written by hand, random tensors, and ONNX Runtime as the oracle.
final class Models {
  private Models() {}

  static NodeProto.Builder node(String type, String inputs, String outputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .addAllInput(words(inputs))
        .addAllOutput(words(outputs));
  }

  /// Names separated by spaces; `-` is an absent one.
  private static List<String> words(String names) {
    return names.isEmpty()
        ? List.of()
        : Arrays.stream(names.split(" ")).map(n -> n.equals("-") ? "" : n).toList();
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder a = AttributeProto.newBuilder().setName(name).setType(7);
    Arrays.stream(values).forEach(a::addInts);
    return a.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(2).setI(value).build();
  }

  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder().setName(name).setType(1).setF(value).build();
  }

  static AttributeProto string(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(3)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static TensorProto tensor(String name, Tensor t) {
    return TensorWriter.write(name, t);
  }

  /// A model of a graph.
  static ModelProto.Builder model(int opset, GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(opset < 9 ? 3 : opset < 15 ? 6 : 8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph.setName("test"));
  }

  static GraphProto.Builder graph(List<NodeProto.Builder> nodes) {
    GraphProto.Builder g = GraphProto.newBuilder();
    nodes.forEach(g::addNode);
    return g;
  }

  static GraphProto.Builder input(GraphProto.Builder g, String name, TensorType type) {
    return g.addInput(ValueTypes.write(name, type));
  }

  /// Declares an output without a type, which follows from the nodes.
  static GraphProto.Builder output(GraphProto.Builder g, String name) {
    return g.addOutput(ValueInfoProto.newBuilder().setName(name));
  }

  static Tensor random(Shape shape, long seed) {
    Random r = new Random(seed);
    float[] x = new float[shape.elements()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) r.nextGaussian();
    }
    return Tensor.of(shape, x);
  }

  static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    return new CpuBackend().compile(graph).run(inputs);
  }

  /// What ONNX Runtime makes of a model, without its optimisations.
  static Map<String, Tensor> onnxRuntime(byte[] model, Map<String, Tensor> inputs) {
    try {
      return tryOnnxRuntime(model, inputs);
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  /// The same, for models that ONNX Runtime may not do.
  static Map<String, Tensor> tryOnnxRuntime(byte[] model, Map<String, Tensor> inputs)
      throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = env.createSession(model, options)) {
        Map<String, OnnxTensor> in = new LinkedHashMap<>();
        for (var e : inputs.entrySet()) {
          in.put(e.getKey(), toOrt(env, e.getValue()));
        }
        Map<String, Tensor> out = new LinkedHashMap<>();
        try (OrtSession.Result result = session.run(in)) {
          for (Map.Entry<String, OnnxValue> e : result) {
            out.put(e.getKey(), fromOrt((OnnxTensor) e.getValue()));
          }
        }
        in.values().forEach(OnnxTensor::close);
        return out;
      }
    }
  }

  private static OnnxTensor toOrt(OrtEnvironment env, Tensor t) throws OrtException {
    TensorProto raw = TensorWriter.write("", t);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(raw.getRawData().size()).order(ByteOrder.nativeOrder());
    raw.getRawData().copyTo(bytes);
    return OnnxTensor.createTensor(env, bytes.flip(), t.shape().toLongs(), javaType(t.element()));
  }

  /// @return whether ONNX Runtime's Java interface can be given and asked for such tensors
  static boolean isExchangeable(ElementType element) {
    return switch (element) {
      case UINT16, UINT32, UINT64, BFLOAT16 -> false;
      default -> true;
    };
  }

  private static OnnxJavaType javaType(ElementType element) {
    return switch (element) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      case UINT16, UINT32, UINT64, BFLOAT16 ->
          throw new IllegalArgumentException(element.toString());
    };
  }

  private static Tensor fromOrt(OnnxTensor t) {
    ElementType element =
        Arrays.stream(ElementType.values())
            .filter(e -> isExchangeable(e) && javaType(e) == t.getInfo().type)
            .findFirst()
            .orElseThrow();
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(DataTypes.code(element));
    Arrays.stream(t.getInfo().getShape()).forEach(proto::addDims);
    ByteBuffer bytes = t.getByteBuffer();
    proto.setRawData(ByteString.copyFrom(bytes));
    return new TensorReader(new ExternalData(Optional.empty()), List.of())
        .tensor(proto.build(), "output");
  }
}
