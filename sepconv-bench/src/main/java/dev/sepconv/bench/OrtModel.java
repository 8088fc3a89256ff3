package dev.sepconv.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sepconv.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/// A network in ONNX Runtime, at its best: all optimisations, the input in native memory, the
/// output left there.
final class OrtModel implements AutoCloseable {
  private final OrtSession session;
  private final String inputName;
  private final OnnxTensor input;

  private OrtModel(OrtSession session, String inputName, OnnxTensor input) {
    this.session = session;
    this.inputName = inputName;
    this.input = input;
  }

  /// Makes a session from a model's bytes.
  ///
  /// @param model an ONNX model
  /// @param threads how many work on one operator
  /// @param inputs its only input by name
  /// @return what runs it
  static OrtModel of(byte[] model, int threads, Map<String, Tensor> inputs) {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = options(threads)) {
      return of(env, env.createSession(model, options), inputs);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /// Makes a session from a file.
  ///
  /// @param file an ONNX file
  /// @param threads how many work on one operator
  /// @param inputs its only input by name
  /// @return what runs it
  static OrtModel of(String file, int threads, Map<String, Tensor> inputs) {
    return of(file, threads, inputs, true);
  }

  /// Makes a session from a file that keeps no memory between runs.
  ///
  /// @param file an ONNX file
  /// @param threads how many work on one operator
  /// @param inputs its only input by name
  /// @return what runs it
  static OrtModel withoutArena(String file, int threads, Map<String, Tensor> inputs) {
    return of(file, threads, inputs, false);
  }

  private static OrtModel of(
      String file, int threads, Map<String, Tensor> inputs, boolean keepsMemory) {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = options(threads)) {
      options.setCPUArenaAllocator(keepsMemory);
      return of(env, env.createSession(file, options), inputs);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  private static OrtSession.SessionOptions options(int threads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    return options;
  }

  private static OrtModel of(OrtEnvironment env, OrtSession session, Map<String, Tensor> inputs)
      throws OrtException {
    Map.Entry<String, Tensor> only = inputs.entrySet().iterator().next();
    float[] data = only.getValue().floats();
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(data.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(data).flip();
    OnnxTensor tensor = OnnxTensor.createTensor(env, buffer, only.getValue().shape().toLongs());
    return new OrtModel(session, only.getKey(), tensor);
  }

  /// Which release it is.
  ///
  /// @return such as `1.29.0`
  static String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /// Runs once.
  void run() {
    try (OrtSession.Result result = session.run(Map.of(inputName, input))) {
      if (result.size() == 0) {
        throw new IllegalStateException("ONNX Runtime gave no output");
      }
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /// Runs once and copies the first output.
  ///
  /// @return its elements
  float[] output() {
    try (OrtSession.Result result = session.run(Map.of(inputName, input))) {
      if (!(result.get(0) instanceof OnnxTensor t)) {
        throw new IllegalStateException("ONNX Runtime's first output is no tensor");
      }
      FloatBuffer buffer = t.getFloatBuffer();
      float[] data = new float[buffer.remaining()];
      buffer.get(data);
      return data;
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    input.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(OrtException e) {
    return new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
  }
}
