package dev.sepconv.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.onnx.ConformanceResult.Failed;
import dev.sepconv.onnx.ConformanceResult.Passed;
import dev.sepconv.onnx.ConformanceResult.Unsupported;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {
  private static final Path DATA = Path.of("/usr/share/libonnx-testdata/data");

  /// Operators beyond convolutional networks: a case may be unsupported for these only.
  private static final Set<String> OUT_OF_SCOPE =
      Set.of(
          """
          Acos Acosh Asin Asinh Atan Atanh Bernoulli BitShift BlackmanWindow Compress
          ConcatFromSequence ConvInteger Cosh CumSum DFT Det DynamicQuantizeLinear Einsum EyeLike
          GRU GatherND GridSample HammingWindow HannWindow Hardmax IsInf LSTM LayerNormalization
          Loop MatMulInteger MaxUnpool MeanVarianceNormalization MelWeightMatrix
          NegativeLogLikelihoodLoss NonZero OneHot OptionalGetElement OptionalHasElement
          QLinearConv QLinearMatMul RNN RandomUniformLike ReverseSequence RoiAlign STFT Scan
          Scatter ScatterElements ScatterND SequenceAt SequenceConstruct SequenceEmpty
          SequenceErase SequenceInsert SequenceLength SequenceMap Shrink Sinh
          SoftmaxCrossEntropyLoss SplitToSequence StringNormalizer Tan TfIdfVectorizer Trilu
          Unique ai.onnx.preview.training.Adagrad ai.onnx.preview.training.Adam
          ai.onnx.preview.training.Gradient ai.onnx.preview.training.Momentum
          """
              .strip()
              .split("\\s+"));

  /// Why else a case may be unsupported.
  private static final List<Pattern> REASONS =
      Stream.of(
              "is a tensor of STRING",
              "= STRING, an element type",
              "is an optional",
              "is a sequence",
              "\\(If\\) has a condition that is not known before running",
              "\\(Dropout\\) has a training_mode that is not constant")
          .map(Pattern::compile)
          .toList();

  @Test
  void everyCaseOfSupportedOperatorsPasses() {
    if (!Files.isDirectory(DATA)) {
      String message = "SKIPPED: the package libonnx-testdata is not installed";
      System.out.println(message);
      Assumptions.abort(message);
    }
    List<Path> folders =
        Stream.of("node", "simple", "pytorch-converted", "pytorch-operator")
            .map(DATA::resolve)
            .toList();
    List<ConformanceResult> results =
        Conformance.find(folders).parallelStream()
            .map(c -> Conformance.run(c, new CpuBackend()))
            .toList();

    int passed = 0;
    List<String> failed = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    Set<String> operators = new TreeSet<>();
    for (ConformanceResult r : results) {
      switch (r.outcome()) {
        case Passed _ -> passed++;
        case Failed f -> failed.add(r.testCase().name() + ": " + f.reason());
        case Unsupported u -> {
          operators.addAll(u.operators());
          boolean known =
              u.operators().isEmpty()
                  ? REASONS.stream().anyMatch(p -> p.matcher(u.reason()).find())
                  : OUT_OF_SCOPE.containsAll(u.operators());
          if (!known) {
            unexpected.add(r.testCase().name() + ": " + u.reason());
          }
        }
      }
    }
    System.out.printf(
        "ONNX conformance: %d cases, %d passed, %d failed, %d unsupported%n",
        results.size(), passed, failed.size(), results.size() - passed - failed.size());
    assertThat(failed).isEmpty();
    assertThat(unexpected).isEmpty();
    assertThat(OUT_OF_SCOPE).isEqualTo(operators);
    assertThat(passed).isGreaterThanOrEqualTo(730);
  }

  @Test
  void toleranceIsOnnxs() {
    Tensor expected =
        Tensor.of(Shape.of(3), new float[] {1000, Float.NaN, Float.POSITIVE_INFINITY});
    assertThat(difference(expected, 1000.9f, Float.NaN, Float.POSITIVE_INFINITY)).isEmpty();
    assertThat(difference(expected, 1001.1f, Float.NaN, Float.POSITIVE_INFINITY))
        .contains("1 of 3 elements differ, the first at 0");
    assertThat(difference(expected, 1000, 1, Float.POSITIVE_INFINITY)).contains("first at 1");
    assertThat(difference(expected, 1000, Float.NaN, 3e38f)).contains("first at 2");
    assertThat(Comparison.of(Tensor.vector(1, 2), Tensor.vector(1, 3)).mismatch())
        .contains("expected 2.0, found 3.0");
    assertThat(Comparison.of(expected, Tensor.vector(1, 2, 3)).mismatch())
        .isEqualTo("float32 3 is expected, but found int64 3");
  }

  private static String difference(Tensor expected, float... found) {
    return Comparison.of(expected, Tensor.of(Shape.of(3), found)).mismatch();
  }

  @Test
  void aFolderWithoutCasesIsAMistake(@TempDir Path folder) {
    assertThatThrownBy(() -> Conformance.find(List.of(folder)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has no test case");
    assertThatThrownBy(() -> Conformance.find(List.of(folder.resolve("absent"))))
        .hasMessageContaining("is no folder");
  }
}
