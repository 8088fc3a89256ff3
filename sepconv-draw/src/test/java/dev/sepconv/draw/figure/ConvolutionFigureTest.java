package dev.sepconv.draw.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.draw.Svg;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.SeparableConv2d;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The article's figures, for its sizes and many others.
class ConvolutionFigureTest {
  record Sizes(int in, int out, int kernel, int height, int width, int stride, int dilation) {
    ConvolutionFigure figure(Words words) {
      int pad = dilation * (kernel - 1) / 2;
      Graph normal =
          Conv2d.of(in, out, kernel)
              .stride(stride)
              .dilation(dilation)
              .padding(pad)
              .trace("normal", 0, in, height, width);
      Graph separable =
          SeparableConv2d.of(in, out, kernel)
              .stride(stride)
              .dilation(dilation)
              .padding(pad)
              .trace("separable", 0, in, height, width);
      return new ConvolutionFigure(normal, separable, words);
    }
  }

  private static final Sizes ARTICLE = new Sizes(3, 4, 3, 224, 224, 1, 1);

  @ParameterizedTest
  @EnumSource(Words.class)
  void theArticlesFigureKeepsEveryByte(Words words) throws IOException {
    String file = "/golden/convolution-" + words + ".svg";
    try (InputStream in =
        Objects.requireNonNull(ConvolutionFigureTest.class.getResourceAsStream(file), file)) {
      assertThat(Svg.text(ARTICLE.figure(words)))
          .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theArticlesNumbersAreInIt() throws Exception {
    String all = String.join("\n", Labels.of(ARTICLE.figure(Words.EN)).texts());
    assertThat(all)
        .contains(
            "3·3·3·4 + 4 = \n112",
            "3·3·1·3 + 3 = \n30",
            "1·1·3·4 + 4 = \n16",
            "30 + 16 = 46",
            "4·224·224·3·3·3 = \n5,419,008",
            "3·224·224·1·3·3 = \n1,354,752",
            "4·224·224·3·1·1 = \n602,112",
            "1,354,752 + 602,112 = 1,956,864",
            "1/4 + 1/9 = 0.3611, here 0.3611",
            "4 kernels of 3 × 3 × 3",
            "3 kernels of 3 × 3 × 1",
            "4 kernels of 1 × 1 × 3");
  }

  static List<Sizes> sizes() {
    List<Sizes> sizes = new ArrayList<>();
    for (int[] channels : new int[][] {{1, 1}, {3, 4}, {4, 5}, {32, 64}, {512, 1024}}) {
      for (int kernel : new int[] {1, 3, 5, 7}) {
        for (int[] hw : new int[][] {{224, 224}, {7, 7}, {1, 1}, {40, 9}, {5, 1000}}) {
          int stride = 1 + channels[0] % 2;
          sizes.add(new Sizes(channels[0], channels[1], kernel, hw[0], hw[1], stride, 1));
        }
      }
    }
    sizes.add(new Sizes(3, 8, 3, 64, 64, 1, 4));
    sizes.add(new Sizes(19_999, 99, 31, 9999, 9999, 1, 1));
    return sizes;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void labelsLieInsideAndApart(Sizes sizes) throws Exception {
    for (Words words : Words.values()) {
      Labels labels = Labels.of(sizes.figure(words));
      labels.check();
      assertThat(labels.all()).hasSizeGreaterThan(40);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void blocksLieInsideTheirPanels(Sizes sizes) {
    ConvolutionFigure figure = sizes.figure(Words.EN);
    assertThat(figure.width()).isEqualTo(ARTICLE.figure(Words.EN).width());
    assertThat(figure.panels()).hasSize(3).allMatch(Panel::fits);
  }

  @Test
  void edgesAreToScaleWhereTheyFit() throws Exception {
    assertThat(
            String.join("\n", Labels.of(new Sizes(2, 2, 3, 8, 8, 1, 1).figure(Words.EN)).texts()))
        .contains("are to scale.")
        .doesNotContain("more than four");
    assertThat(
            String.join("\n", Labels.of(new Sizes(2, 9, 3, 80, 8, 1, 1).figure(Words.EN)).texts()))
        .contains("logarithm", "more than four");
  }

  @Test
  void otherGraphsAreRefused() {
    Graph one = Conv2d.of(3, 4, 3).trace("one", 0, 3, 8, 8);
    assertThatThrownBy(() -> new ConvolutionFigure(one, one, Words.EN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 convolutions, a figure shows 2");
  }
}
