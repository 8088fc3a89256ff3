package dev.sepconv.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  @Test
  void countsTheArticlesPair() {
    Analysis a = Analysis.of(Networks.articleStandard());
    Analysis b = Analysis.of(Networks.articleSeparable());
    assertThat(a.totals().params()).isEqualTo(112);
    assertThat(a.totals().macs()).isEqualTo(5_419_008);
    assertThat(b.totals().params()).isEqualTo(46);
    assertThat(b.totals().macs()).isEqualTo(1_956_864);
    assertThat(b.layers()).extracting(Layer::params).containsExactly(30L, 16L);
    assertThat(b.layers()).extracting(Layer::path).containsExactly("depthwise", "pointwise");
    assertThat(a.assumed()).singleElement().asString().contains("batch size 1", "[N, 3, 224, 224]");
  }

  @Test
  void countsASharedWeightOnce() {
    Analysis a = Analysis.of(Networks.fromFile());
    assertThat(a.totals().params()).isEqualTo(8 * 8 * 9 + 16);
    assertThat(a.totals().buffers()).isEqualTo(16);
    assertThat(a.totals().macs()).isEqualTo(2L * 8 * 100 * 8 * 9);
    Layer again = a.layers().get(3);
    assertThat(again.params()).isZero();
    assertThat(again.sharedParams()).isEqualTo(8 * 8 * 9);
    assertThat(a.layers().stream().mapToLong(Layer::params).sum()).isEqualTo(a.totals().params());
  }

  @Test
  void listsWhatItDoesNotCount() {
    Analysis a = Analysis.of(Networks.fromFile());
    assertThat(a.notCounted())
        .singleElement()
        .satisfies(n -> {
          assertThat(n.layer()).isEqualTo("best");
          assertThat(n.type()).isEqualTo("TopK");
          assertThat(n.reason()).contains("depends on the data");
        });
    assertThat(SepconvTable.render(a, SepconvTable.Options.DEFAULT))
        .containsPattern("(?m)^best .* \\?")
        .containsPattern("not counted +TopK");
  }

  @Test
  void countsMemoryByLiveness() {
    Analysis a = Analysis.of(Networks.fromFile());
    long value = 8 * 100 * 4;
    // While the second convolution writes c2, it and r1 are live, and the image waits for the sum.
    assertThat(a.totals().peakActivationBytes()).isEqualTo(3 * value);
    long selected = 8 * 10 * 2;
    assertThat(a.totals().activationBytesWithoutReuse())
        .isEqualTo(6 * value + selected * 4 + selected * 8);
    Layer conv = a.layers().get(0);
    assertThat(conv.bytesRead()).isEqualTo(value + 8 * 8 * 9 * 4);
    assertThat(conv.bytesWritten()).isEqualTo(value);
    assertThat(conv.intensity()).isEqualTo(2.0 * 8 * 100 * 72 / (2 * value + 8 * 8 * 9 * 4));
  }

  @Test
  void followsReceptiveFields() {
    Analysis a = Analysis.of(Networks.fromFile());
    assertThat(a.layers().get(0).field().orElseThrow().size()).containsExactly(3L, 3L);
    assertThat(a.layers().get(4).field().orElseThrow().size()).containsExactly(5L, 5L);
  }

  @Test
  void saysWhichSizeIsMissing() {
    TensorType open =
        TensorType.of(
            ElementType.FLOAT32,
            List.of(Dim.symbol("batch"), Dim.of(3), Dim.symbol("h"), Dim.UNKNOWN));
    Graph g = Networks.one(Unary.of(Unary.Kind.RELU), open);
    assertThatThrownBy(() -> Analysis.of(g))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'x'")
        .hasMessageContaining("[batch, 3, h, ?]")
        .hasMessageContaining("--input 1x3x224x224");
  }

  @Test
  void doesNotTakeAnUnknownSizeForABatchElsewhere() {
    TensorType open = TensorType.of(ElementType.FLOAT32, List.of(Dim.UNKNOWN, Dim.UNKNOWN));
    assertThatThrownBy(() -> Analysis.of(Networks.one(Unary.of(Unary.Kind.RELU), open)))
        .isInstanceOf(InvalidInputException.class);
  }
}
