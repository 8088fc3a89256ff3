package dev.sepconv.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.engine.Spread;
import dev.sepconv.nn.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
  private static final Spread TWICE = new Spread(2, 1.8, 2.25);

  private static Comparison measured() {
    return Pairs.timed(Pairs.article(), Pairs.machine(10e9), TWICE);
  }

  @Test
  void theReplacedConvolutionIsFound() {
    assertThat(Pairs.article().rows())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.layers().normal().layer()).isEqualTo("conv");
          assertThat(row.layers().pointwise().layer()).isEqualTo("point_conv");
          assertThat(row.layers().theory()).isEqualTo(1.0 / 4 + 1.0 / 9);
          assertThat(row.layers().actual()).isEqualTo(1_956_864.0 / 5_419_008);
          assertThat(row.times()).isEmpty();
        });
  }

  @Test
  void mobileNetReplacesThirteenConvolutions() {
    Comparison c = Comparison.of(Zoo.graph("mobilenet_v1_conv"), Zoo.graph("mobilenet_v1"));
    assertThat(c.rows())
        .hasSize(13)
        .allSatisfy(
            r -> assertThat(r.layers().actual()).isEqualTo(r.layers().theory(), offset(1e-12)));
  }

  @Test
  void timesOfDepthwiseAndPointwiseAreTakenTogether() {
    assertThat(measured().rows())
        .singleElement()
        .satisfies(row -> {
          var t = row.times().orElseThrow();
          assertThat(t.normal().millis()).isEqualTo(2);
          assertThat(t.separable().millis()).isEqualTo(1);
          assertThat(t.left()).isEqualTo(0.5);
          assertThat(t.exact()).isTrue();
        });
  }

  @Test
  void textIsAsItWasLookedAt() throws IOException {
    isGolden("article.txt", measured().text(100));
  }

  @Test
  void aNarrowTerminalSeesLess() throws IOException {
    isGolden("article-narrow.txt", measured().text(80));
  }

  @Test
  void withoutTimesThereIsRoomForMore() throws IOException {
    isGolden("article-counted.txt", Pairs.article().text(100));
  }

  @Test
  void jsonIsAsPromised() throws IOException {
    isGolden("article.json", measured().json());
  }

  @Test
  void markdownIsAsItWasLookedAt() throws IOException {
    isGolden("article.md", measured().markdown());
  }

  private static void isGolden(String name, String actual) throws IOException {
    Path place = Path.of("target", "golden-actual", name);
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    Files.writeString(place, actual);
    try (InputStream in = ComparisonTest.class.getResourceAsStream(name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      assertThat(actual)
          .as("compare %s with the golden file", place)
          .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120, 200})
  void nothingIsWiderThanTheTerminal(int width) {
    Comparison twin = Comparison.withTwin(Zoo.graph("resnet18"));
    for (Comparison c : new Comparison[] {twin, Pairs.timed(twin, Pairs.COMPUTE, TWICE)}) {
      assertThat(c.text(width).lines())
          .allSatisfy(l -> assertThat(Numbers.length(l)).isLessThanOrEqualTo(width));
      assertThat(c.text(width))
          .contains("layer1.0.conv1", "1/oc + 1/k²", "MACs B/A", "whole network");
    }
    assertThat(Pairs.timed(twin, Pairs.COMPUTE, TWICE).text(width))
        .contains("time B/A", "ms A", "ms B");
  }

  @Test
  void whatCannotBeDividedIsNoNumber() throws IOException {
    Comparison c = Comparison.of(Zoo.graph("resnet8"), Zoo.graph("article-standard"));
    JsonNode json = new ObjectMapper().readTree(c.json());
    assertThat(json.at("/ratios/buffers").isNull()).isTrue();
    assertThat(json.at("/ratios/macs").asDouble()).isGreaterThan(1);
    assertThat(json.get("measured")).isNull();
    assertThat(json.get("replaced")).isEmpty();
    assertThat(c.text(80)).contains("No normal convolution of A");
  }
}
