package dev.sepconv.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.nn.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Layers are found by the names that summaries show.
class LayerOutputTest {
  private static final Analysis MOBILENET = Analysis.of(Zoo.graph("mobilenet_v2"));

  @Test
  void layersAndModulesHaveNames() {
    LayerOutput conv = only("features.3.conv.0.0");
    assertThat(conv.type()).isEqualTo("Conv2d");
    assertThat(shape(conv)).isEqualTo("1x144x56x56");
    LayerOutput block = only("features.3");
    assertThat(block.type()).isEqualTo("InvertedResidual");
    assertThat(shape(block)).isEqualTo("1x24x56x56");
    // Its last operator is the addition, which has a row of its own.
    assertThat(block.value()).isEqualTo(only(block.value()).value());
  }

  @Test
  void anEndIsEnoughWhereItIsTheOnlyOne() {
    assertThat(only("18.0").path()).isEqualTo("features.18.0");
    assertThatThrownBy(() -> only("conv"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "layer 'conv' may be any of 17: features.1.conv, features.2.conv, features.3.conv,"
                + " features.4.conv, features.5.conv, features.6.conv, …; write more of its path");
  }

  @Test
  void aMistakeIsAnsweredWithNearNames() {
    assertThatThrownBy(() -> only("features.3.convs.1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "the model has no layer 'features.3.convs.1'; the nearest names are")
        .hasMessageContaining("features.3.conv.1,");
  }

  @Test
  void aLayerWithoutAPathHasItsType() {
    Analysis one = Analysis.of(dev.sepconv.nn.Conv2d.of(3, 4, 3).trace("one", 0, 3, 8, 8));
    assertThat(LayerOutput.find(one, "Conv2d"))
        .containsExactly(new LayerOutput("Conv2d", "Conv2d", "output"));
  }

  @Test
  void allOutputsOfASplitAndAllCallsAreFound() {
    Analysis shuffle = Analysis.of(Zoo.graph("shufflenet_v2_x0_5"));
    String split =
        shuffle.layers().stream()
            .filter(l -> l.type().equals("Split"))
            .findFirst()
            .orElseThrow()
            .path();
    assertThat(LayerOutput.find(shuffle, split)).hasSize(2);
  }

  private static LayerOutput only(String name) {
    List<LayerOutput> found = LayerOutput.find(MOBILENET, name);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static String shape(LayerOutput o) {
    return Numbers.shape(MOBILENET.graph().type(o.value()));
  }
}
