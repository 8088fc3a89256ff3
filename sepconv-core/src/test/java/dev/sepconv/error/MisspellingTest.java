package dev.sepconv.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MisspellingTest {
  @Test
  void lettersAreForgotten() {
    assertThat(Misspelling.nearest("resnet8", List.of("vgg16", "resnet18", "resnet50"), 2))
        .containsExactly("resnet18", "resnet50");
  }

  @Test
  void theEndOfAPathIsCompared() {
    List<String> paths =
        List.of("short", "features.0.0", "features.1.conv.depthwise", "/features/1/conv/Conv");
    assertThat(Misspelling.nearest("depthwis", paths, 1))
        .containsExactly("features.1.conv.depthwise");
    assertThat(Misspelling.nearest("conv/Con", paths, 1)).containsExactly("/features/1/conv/Conv");
    assertThat(Misspelling.nearest("feature.0.0", paths, 1)).containsExactly("features.0.0");
  }

  @Test
  void nothingComesFromNothing() {
    assertThat(Misspelling.nearest("x", List.of(), 3)).isEmpty();
    assertThat(Misspelling.nearest("", List.of("a", "a"), 3)).containsExactly("a");
  }
}
