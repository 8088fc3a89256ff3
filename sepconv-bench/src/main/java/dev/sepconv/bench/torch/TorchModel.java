package dev.sepconv.bench.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.Platform;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A network in PyTorch through DJL: frozen TorchScript, the input in native memory, the output
/// left there. DJL unpacks half a gigabyte of native code into the folder that the system property
/// `ENGINE_CACHE_DIR` names, once.
///
/// PyTorch has one number of threads per process, so {@link #run} sets it. Not thread-safe.
public final class TorchModel implements AutoCloseable {
  private static final String ENGINE = "PyTorch";

  static {
    // Nothing is asked of the network or told to it.
    System.setProperty("DJL_OFFLINE", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private final Model model;
  private final Block block;
  private final ParameterStore parameters;
  private final NDList input;
  private final int threads;

  private TorchModel(Model model, NDArray input, int threads) {
    this.model = model;
    this.input = new NDList(input);
    this.threads = threads;
    block = model.getBlock();
    parameters = new ParameterStore(model.getNDManager(), false);
  }

  /// Whether there is native code for this system: the build takes that for Linux on x86-64 alone.
  ///
  /// @return whether models can be made
  public static boolean isAvailable() {
    return System.getProperty("os.name", "").equals("Linux")
        && System.getProperty("os.arch", "").equals("amd64");
  }

  /// Which release it is.
  ///
  /// @return such as `2.7.1-20250812`
  public static String version() {
    return Platform.detectPlatform("pytorch").getVersion();
  }

  /// Makes a model.
  ///
  /// @param graph one input, one output
  /// @param threads how many work on one operator
  /// @param input its input
  /// @return what runs it
  public static TorchModel of(Graph graph, int threads, Tensor input) {
    byte[] script = TorchArchive.of(TorchScript.of(graph));
    Model model = Model.newInstance(graph.name(), ENGINE);
    try {
      model.load(new ByteArrayInputStream(script));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("PyTorch: " + e.getMessage(), e);
    }
    ai.djl.ndarray.types.Shape shape = new ai.djl.ndarray.types.Shape(input.shape().toLongs());
    NDArray array = model.getNDManager().create(input.floats(), shape);
    return new TorchModel(model, array, threads);
  }

  /// Runs once.
  public void run() {
    forward().close();
  }

  /// Runs once and copies the output.
  ///
  /// @return its elements
  public float[] output() {
    try (NDList result = forward()) {
      return result.singletonOrThrow().toFloatArray();
    }
  }

  private NDList forward() {
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
    return block.forward(parameters, input, false);
  }

  @Override
  public void close() {
    model.close();
  }
}
