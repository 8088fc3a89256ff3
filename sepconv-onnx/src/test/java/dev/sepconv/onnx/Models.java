package dev.sepconv.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.OperatorSetIdProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
        .build();
  }

  static TensorProto tensor(String name, Tensor t) {
    return TensorWriter.write(name, t);
  }

  /// A model of a graph with float inputs and outputs of unknown type.
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

  static GraphProto.Builder output(GraphProto.Builder g, String name) {
    return g.addOutput(ValueTypes.write(name, TensorType.unranked(ElementType.FLOAT32)));
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
    return new NodeByNode().compile(graph).run(inputs);
  }

  /// What ONNX Runtime makes of a model, without its optimisations.
  static Map<String, Tensor> onnxRuntime(byte[] model, Map<String, Tensor> inputs) {
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
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  private static OnnxTensor toOrt(OrtEnvironment env, Tensor t) throws OrtException {
    long[] dims = t.shape().toLongs();
    return switch (t.array()) {
      case float[] a -> OnnxTensor.createTensor(env, FloatBuffer.wrap(a), dims);
      case long[] a -> OnnxTensor.createTensor(env, LongBuffer.wrap(a), dims);
      default -> throw new IllegalArgumentException(t.toString());
    };
  }

  private static Tensor fromOrt(OnnxTensor t) {
    Shape shape = Shape.of(t.getInfo().getShape());
    ByteBuffer bytes = t.getByteBuffer().order(ByteOrder.nativeOrder());
    return switch (t.getInfo().type) {
      case FLOAT -> {
        float[] a = new float[shape.elements()];
        bytes.asFloatBuffer().get(a);
        yield Tensor.of(shape, a);
      }
      case INT64 -> {
        long[] a = new long[shape.elements()];
        bytes.asLongBuffer().get(a);
        yield Tensor.of(shape, a);
      }
      case UINT8, INT8, BOOL -> {
        Tensor out =
            Tensor.zeros(
                switch (t.getInfo().type) {
                  case UINT8 -> ElementType.UINT8;
                  case INT8 -> ElementType.INT8;
                  default -> ElementType.BOOL;
                },
                shape);
        bytes.get((byte[]) out.array());
        yield out;
      }
      default -> throw new IllegalArgumentException(t.getInfo().toString());
    };
  }
}
