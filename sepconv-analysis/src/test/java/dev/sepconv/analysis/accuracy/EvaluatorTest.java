package dev.sepconv.analysis.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Value;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  /// More than one batch, and not a multiple of one.
  private static final int COUNT = 20;

  private static final int CLASSES = 7;

  /// What goes in comes out, as long as it is positive.
  private static final class Same extends Module {
    @Override
    protected Value forward(Value x) {
      return x.relu();
    }
  }

  private static final class Twice extends Module {
    @Override
    protected Value forward(Value x) {
      return x.add(x);
    }
  }

  private record Rows(Tensor all) implements Samples {
    @Override
    public int count() {
      return all.shape().dim(0);
    }

    @Override
    public Map<String, Tensor> batch(int from, int to) {
      int width = all.size() / count();
      long[] dims = all.shape().toLongs();
      dims[0] = Math.subtractExact(to, from);
      float[] data = Arrays.copyOfRange(all.floats(), from * width, to * width);
      return Map.of("input", Tensor.of(Shape.of(dims), data));
    }
  }

  private static CompiledModel compiled(Module module, long... dims) {
    return compiled(module.trace("net", 0, dims));
  }

  private static CompiledModel compiled(Graph graph) {
    return new CpuBackend(1).compile(graph);
  }

  private static CompiledModel fixed(Module module, long batch, long... dims) {
    Graph open = module.trace("net", 0, dims);
    long[] all = new long[dims.length + 1];
    all[0] = batch;
    System.arraycopy(dims, 0, all, 1, dims.length);
    return compiled(open.withInputs(Map.of("input", TensorType.of(ElementType.FLOAT32, all))));
  }

  /// Row r holds 1 to 7, each once.
  private static Rows scores(long... more) {
    float[] data = new float[COUNT * CLASSES];
    for (int i = 0; i < data.length; i++) {
      data[i] = score(i / CLASSES, i % CLASSES);
    }
    long[] dims = new long[2 + more.length];
    dims[0] = COUNT;
    dims[1] = CLASSES;
    System.arraycopy(more, 0, dims, 2, more.length);
    return new Rows(Tensor.of(Shape.of(dims), data));
  }

  private static float score(int row, int c) {
    return 1 + (c * 3 + row) % CLASSES;
  }

  /// The label of row r is the class in place r % 7.
  private static Labels labels() {
    int[] labels = new int[COUNT];
    for (int row = 0; row < COUNT; row++) {
      for (int c = 0; c < CLASSES; c++) {
        labels[row] = score(row, c) == CLASSES - row % CLASSES ? c : labels[row];
      }
    }
    return Labels.of("labels.txt", labels);
  }

  @Test
  void accuracyIsCounted() {
    List<String> progress = new ArrayList<>();
    Evaluation e =
        Evaluator.of(compiled(new Same(), CLASSES))
            .withLabels(labels())
            .withProgress((done, all) -> progress.add(done + "/" + all))
            .over(scores());
    assertThat(e.model().accuracy()).contains(new Accuracy(COUNT, CLASSES, 3, OptionalInt.of(15)));
    assertThat(e.output()).isEqualTo("output");
    assertThat(e.samples()).isEqualTo(COUNT);
    assertThat(e.original()).isEmpty();
    assertThat(e.difference()).isEmpty();
    assertThat(e.model().batch()).isEqualTo(16);
    // The last four samples are a batch of another size, whose time is another.
    assertThat(e.model().runs().runs()).isEqualTo(1);
    assertThat(e.model().samplesPerSecond()).isPositive();
    assertThat(progress).containsExactly("0/20", "16/20", "20/20");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64})
  void aFixedBatchChangesNothing(int batch) {
    Evaluation e =
        Evaluator.of(fixed(new Same(), batch, CLASSES, 1, 1))
            .withLabels(labels())
            .against(compiled(new Twice(), CLASSES, 1, 1))
            .over(scores(1, 1));
    assertThat(e.model().accuracy()).contains(new Accuracy(COUNT, CLASSES, 3, OptionalInt.of(15)));
    assertThat(e.original().orElseThrow().accuracy()).isEqualTo(e.model().accuracy());
    assertThat(e.difference()).contains(new Difference(0.5, 7, OptionalInt.of(COUNT)));
    assertThat(e.model().batch()).isEqualTo(batch);
  }

  @Test
  void agreementIsCounted() {
    Evaluation same =
        Evaluator.of(compiled(new Same(), CLASSES))
            .against(compiled(new Same(), CLASSES))
            .over(scores());
    assertThat(same.difference()).contains(new Difference(0, 0, OptionalInt.of(COUNT)));
    assertThat(same.model().accuracy()).isEmpty();

    // Negative ones are lost in one and not in the other.
    Tensor t = Tensor.of(Shape.of(2, 2), new float[] {-1, 4, -2, -6});
    Evaluation e =
        Evaluator.of(compiled(new Same(), 2)).against(compiled(new Twice(), 2)).over(new Rows(t));
    // 0 4 0 0 against -2 8 -4 -12; of two zeros the first is the more probable.
    Difference d = e.difference().orElseThrow();
    assertThat(d.relativeError())
        .isCloseTo(Math.sqrt((4 + 16 + 16 + 144) / (4.0 + 64 + 16 + 144)), within(1e-12));
    assertThat(d.largest()).isEqualTo(12);
    assertThat(d.agreeing()).hasValue(2);
    assertThat(e.original().orElseThrow().accuracy()).isEmpty();
  }

  @Test
  void fewClassesHaveNoTopFive() {
    Tensor t = Tensor.of(Shape.of(2, 2), new float[] {1, 2, 4, 3});
    Evaluation e =
        Evaluator.of(compiled(new Same(), 2)).withLabels(Labels.of("l", 1, 1)).over(new Rows(t));
    assertThat(e.model().accuracy()).contains(new Accuracy(2, 2, 1, OptionalInt.empty()));
  }

  @Test
  void whatIsNoNumberIsNotRight() {
    Rows rows = scores();
    rows.all().floats()[0] = Float.NaN;
    Evaluation e =
        Evaluator.of(compiled(new Twice(), CLASSES))
            .withLabels(labels())
            .against(compiled(new Twice(), CLASSES))
            .over(rows);
    assertThat(e.model().notNumbers()).isEqualTo(1);
    assertThat(e.model().accuracy()).contains(new Accuracy(COUNT, CLASSES, 2, OptionalInt.of(14)));
    Difference d = e.difference().orElseThrow();
    assertThat(d.agreeing()).hasValue(COUNT - 1);
    assertThat(d.relativeError()).isNaN();
    assertThat(d.largest()).isNaN();
  }

  @Test
  void whatIsNoClassifierHasADifferenceOnly() {
    Rows rows = scores(1, 1);
    Tensor t = rows.all().reshape(Shape.of(COUNT, 1, CLASSES));
    Evaluator e = Evaluator.of(compiled(new Same(), 1, CLASSES));
    Evaluation found = e.against(compiled(new Twice(), 1, CLASSES)).over(new Rows(t));
    assertThat(found.difference()).contains(new Difference(0.5, 7, OptionalInt.empty()));
    refused(
        () -> e.withLabels(labels()).over(new Rows(t)),
        "output 'output' of net is float32 16x1x7, not batch x classes, so labels do not go");
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Evaluator e = Evaluator.of(compiled(new Same(), CLASSES));
    refused(
        () -> e.withLabels(Labels.of("l.txt", 1, 2)).over(scores()),
        "l.txt has 2 labels, but there are 20 samples");
    int[] wrong = new int[COUNT];
    wrong[19] = 7;
    refused(
        () -> e.withLabels(Labels.of("l.txt", wrong)).over(scores()),
        "l.txt: the label of sample 19 is 7, but output 'output' has classes 0 to 6");
    wrong[19] = -1;
    refused(
        () -> e.withLabels(Labels.of("l.txt", wrong)).over(scores()),
        "l.txt: the label of sample 19 is -1");
    refused(() -> e.withOutput("logits").over(scores()), "net has no output 'logits'; its outputs");
    refused(() -> e.over(scores().choose()), "there are no samples to evaluate net on");
    refused(() -> e.against(compiled(new Same(), CLASSES, 1)).over(scores()), "input");
    refused(
        () ->
            Evaluator.of(fixed(new Same(), 2, CLASSES))
                .against(fixed(new Same(), 3, CLASSES))
                .over(scores()),
        "input 'input' of net takes a batch of 3, another input a batch of 2");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  /// Against Wilson's formula as R's `prop.test(correct = FALSE)` evaluates it.
  @ParameterizedTest
  @CsvSource({
    "50, 100, 0.4038315, 0.5961685",
    "0, 10, 0, 0.2775328",
    "10, 10, 0.7224672, 1",
    "81, 263, 0.2552681, 0.3661849"
  })
  void interval(int hits, int samples, double low, double high) {
    Accuracy a = new Accuracy(samples, 2, hits, OptionalInt.empty());
    assertThat(a.top1Share()).isEqualTo((double) hits / samples);
    assertThat(a.interval().low()).isCloseTo(low, within(1e-4));
    assertThat(a.interval().high()).isCloseTo(high, within(1e-4));
  }
}
