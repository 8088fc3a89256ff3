package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sepconv.cli.image.Channels;
import dev.sepconv.cli.image.Fit;
import dev.sepconv.cli.image.ImageInput;
import dev.sepconv.cli.image.Layout;
import dev.sepconv.cli.image.Normalization;
import dev.sepconv.cli.image.Photo;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The PP-OCR networks on a photograph, from the command line, against ONNX Runtime.
class PhotographTest {
  private static final String PHOTO =
      "/imagingbook/sampleimages/GeneralSampleImage-data/WartburgSmall.jpg";

  @TempDir Path dir;

  /// The recogniser is unsure of what is no line of text, so rounding grows in it: on this
  /// photograph ONNX Runtime itself is 6e-5 or more from the reference, which sums in double
  /// precision.
  @ParameterizedTest
  @CsvSource({
    "ch_PP-OCRv4_det_infer.onnx, 192, 256, 1e-4",
    "ch_PP-OCRv4_rec_infer.onnx, 48, 160, 5e-4",
    "ch_ppocr_mobile_v2.0_cls_infer.onnx, 48, 192, 1e-4"
  })
  void outputsAreOnnxRuntimes(String name, int h, int w, double tolerance)
      throws IOException, OrtException {
    check(name, h, w, tolerance);
  }

  /// What a model gives after its first seconds.
  @ParameterizedTest
  @CsvSource({
    "ch_PP-OCRv4_det_infer.onnx, 192, 256",
    "ch_PP-OCRv4_rec_infer.onnx, 48, 160",
    "ch_ppocr_mobile_v2.0_cls_infer.onnx, 48, 192"
  })
  void vectorKernelsAreAsNearAsOnnxRuntimeItself(String name, int h, int w)
      throws IOException, OrtException {
    System.setProperty(CpuBackend.KERNELS_PROPERTY, "simd");
    try {
      check(name, h, w, 1e-4);
    } finally {
      System.clearProperty(CpuBackend.KERNELS_PROPERTY);
    }
  }

  private void check(String name, int h, int w, double tolerance) throws IOException, OrtException {
    Path model = resource("/models/" + name, name);
    Path photo = resource(PHOTO, "photo.jpg");
    Cli.Result summary = Cli.run("summary", model.toString(), "--input", "1x3x" + h + "x" + w);
    assertThat(summary.code()).isZero();
    assertThat(summary.out()).containsPattern("not counted +nothing");
    Path outputs = dir.resolve("outputs");
    Cli.Result run =
        Cli.run(
            "run",
            model.toString(),
            "--image",
            photo.toString(),
            "--resize",
            "stretch",
            "--size",
            h + "x" + w,
            "--output-dir",
            outputs.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();

    ImageInput input = new ImageInput(Layout.NCHW, Channels.RGB, h, w, ElementType.FLOAT32);
    Normalization standard =
        Normalization.of(
            Channels.RGB,
            ElementType.FLOAT32,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Tensor x = input.tensor(Photo.read(photo), Fit.STRETCH, standard);
    float[] expected = onnxRuntime(model, x);
    float[] actual = only(outputs).floats();

    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(expected[i] - actual[i]));
    }
    assertThat(error / largest).isLessThan(tolerance);
  }

  private Path resource(String name, String file) throws IOException {
    Path to = dir.resolve(file);
    try (InputStream in =
        Objects.requireNonNull(PhotographTest.class.getResourceAsStream(name), name)) {
      Files.copy(in, to);
    }
    return to;
  }

  private static Tensor only(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.npy")) {
      return Npy.read(files.iterator().next());
    }
  }

  private static float[] onnxRuntime(Path model, Tensor x) throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(model.toString());
        OnnxTensor in =
            OnnxTensor.createTensor(env, FloatBuffer.wrap(x.floats()), x.shape().toLongs());
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), in))) {
      FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[out.remaining()];
      out.get(values);
      return values;
    }
  }
}
