package dev.sepconv.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sepconv.draw.Palette;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page as a reader meets it, in a headless Chromium; skipped, aloud, where there is none.
class BrowserTest {
  private static final String PAIR = "pair";
  private static final String PAIR_ZH = "pair-zh";
  private static final String ONE = "one";
  private static final String HOSTILE = "hostile";
  private static final String DRAWING = "drawing";

  private static @TempDir Path folder = Path.of("");
  private static Optional<Browser> browser = Optional.empty();

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> executable = Browser.executable();
    if (executable.isEmpty()) {
      System.err.println("SKIPPED: BrowserTest needs Chromium (apt install chromium)");
    }
    assumeTrue(executable.isPresent(), "Chromium is not installed");
    browser = Optional.of(Browser.start(executable.get()));
    var conv = Samples.network("mobilenet_v1_conv");
    var separable = Samples.network("mobilenet_v1");
    write(PAIR, Samples.two(conv, separable, Language.EN).html());
    write(PAIR_ZH, Samples.two(conv, separable, Language.ZH).html());
    write(ONE, Samples.one(separable, Language.EN).html());
    Report hostile = Samples.one(Samples.hostile(), Language.EN);
    write(HOSTILE, hostile.html());
    String svg = hostile.subjects().getFirst().drawing().orElseThrow();
    write(DRAWING, Report.ofDrawing("net", svg, Language.EN));
  }

  private static void write(String name, String html) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), html);
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser.isPresent()) {
      browser.get().close();
    }
  }

  private static Tab open(String name, int width) {
    return browser.orElseThrow().open(folder.resolve(name + ".html"), width, 900);
  }

  @Test
  void nothingIsLoadedNothingComplainsAndNothingSticksOut() {
    for (String name : List.of(PAIR, PAIR_ZH, ONE, HOSTILE, DRAWING)) {
      for (int width : List.of(1280, 390)) {
        try (Tab tab = open(name, width)) {
          assertThat(tab.complaints()).as(name).isEmpty();
          assertThat(tab.requests()).as(name).hasSize(1);
          assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
              .as("%s, %d pixels wide", name, width)
              .isLessThanOrEqualTo(width);
        }
      }
    }
  }

  @Test
  void theTableSorts() {
    try (Tab tab = open(ONE, 1280)) {
      tab.click("th[data-column=macs] button");
      assertThat(attribute(tab, "th[data-column=macs]", "aria-sort")).isEqualTo("descending");
      List<Long> macs = numbers(tab, "macs");
      assertThat(macs).hasSize(84).isSortedAccordingTo((a, b) -> Long.compare(b, a));
      assertThat(macs.getFirst()).isEqualTo(51_380_224);
      tab.press("Enter");
      assertThat(attribute(tab, "th[data-column=macs]", "aria-sort")).isEqualTo("ascending");
      assertThat(numbers(tab, "macs")).isSorted();
      tab.click("th[data-column=order] button");
      assertThat(attribute(tab, "th[data-column=macs]", "aria-sort")).isEqualTo("none");
      assertThat(count(tab, "tr.module")).isPositive();
    }
  }

  @Test
  void theTableFiltersAndFolds() {
    try (Tab tab = open(ONE, 1280)) {
      tab.enter("#filter", "depthwise");
      assertThat(tab.text("#count")).isEqualTo("13 of 84 layers");
      assertThat(count(tab, "tbody tr[data-layer]")).isEqualTo(13);
      tab.enter("#filter", "no such layer");
      assertThat(count(tab, "tbody tr")).isZero();
      tab.enter("#filter", "");
      assertThat(count(tab, "tbody tr[data-layer]")).isEqualTo(84);
      tab.click("#fold");
      assertThat(attribute(tab, "tr.module .toggle", "aria-expanded")).isEqualTo("false");
      assertThat(count(tab, "tbody tr[data-layer]")).isLessThan(84);
    }
  }

  @Test
  void hoverAndChoiceGoFromTableToGraphAndBack() {
    try (Tab tab = open(ONE, 1280)) {
      tab.hover("#layers tr[data-layer='features.1.0'] .name");
      assertThat(linked(tab, ".viewport g")).containsExactly("features.1.0");
      tab.hover(".viewport g[data-layer='features.0.0'] rect");
      assertThat(linked(tab, "#layers tr")).containsExactly("features.0.0");
      assertThat(tab.text("#tip")).contains("features.0.0", "864 parameters", "10.8 M MAC");
      tab.click(".viewport g[data-layer='features.0.0'] rect");
      assertThat(tab.text("#inspector h2")).isEqualTo("features.0.0");
      assertThat(tab.text("#inspector")).contains("10,838,016", "f32-sample");
      tab.press("Escape");
      assertThat(tab.evaluate("document.getElementById('inspector').hidden").asBoolean()).isTrue();
    }
  }

  @Test
  void theKeyboardIsEnough() {
    try (Tab tab = open(ONE, 1280)) {
      tab.evaluate("document.querySelector('#layers .name').focus()");
      tab.press("ArrowDown");
      tab.press("Enter");
      assertThat(tab.text("#inspector h2")).isEqualTo("features.0.1");
      tab.evaluate("document.querySelector('#profiles .mark[tabindex=\"0\"]').focus()");
      tab.press("ArrowRight");
      tab.press("Enter");
      assertThat(tab.text("#inspector h2")).startsWith("features.1.0");
      tab.evaluate("document.querySelector('.viewport').focus()");
      String before = transform(tab);
      tab.press("+");
      String larger = transform(tab);
      assertThat(larger).isNotEqualTo(before);
      tab.press("ArrowRight");
      assertThat(transform(tab)).isNotEqualTo(larger);
    }
  }

  @Test
  void theCalculatorComputesTheArticlesNumbers() {
    try (Tab tab = open(ONE, 1280)) {
      assertThat(value(tab, "normal", "params")).isEqualTo("112");
      assertThat(value(tab, "depthwise", "params")).isEqualTo("30");
      assertThat(value(tab, "pointwise", "params")).isEqualTo("16");
      assertThat(tab.text("#calc-sum")).contains("112", "30 + 16 = 46");
      assertThat(value(tab, "normal", "macs")).isEqualTo("5,419,008");
      assertThat(tab.text("#calc-ratio")).contains("2.77×", "36.1 %", "1,956,864");
      tab.enter("#calc-ic", "64");
      tab.enter("#calc-oc", "128");
      tab.enter("#calc-size", "56");
      tab.enter("#calc-stride", "2");
      tab.click("#calc-bias");
      assertThat(value(tab, "normal", "params")).isEqualTo("73,728");
      assertThat(value(tab, "normal", "macs")).isEqualTo("57,802,752");
      assertThat(tab.text("#calc-sum")).contains("576 + 8,192 = 8,768");
      assertThat(tab.text("#calc-normal svg")).contains("64×56²", "128× 3×3×64", "128×28²");
      tab.enter("#calc-k", "0");
      assertThat(tab.text("#calc-error")).contains("Kernel", "from 1 to 31", "0");
      assertThat(tab.evaluate("document.getElementById('calc-forms').hidden").asBoolean()).isTrue();
    }
  }

  @Test
  void aLayerGoesIntoTheCalculator() {
    try (Tab tab = open(ONE, 1280)) {
      tab.click("#layers tr[data-layer='features.0.0'] .name");
      tab.click("#inspector .actions button:last-child");
      assertThat(value(tab, "normal", "params")).isEqualTo("864");
      assertThat(value(tab, "normal", "macs")).isEqualTo("10,838,016");
    }
  }

  @Test
  void twoNetworksAreComparedAndSwitched() {
    try (Tab tab = open(PAIR, 1280)) {
      assertThat(tab.text("#verdict")).contains("8.56");
      assertThat(tab.text("#cards")).contains("8.56×", "4.05×", "6.92×");
      assertThat(count(tab, "#replaced tbody tr")).isEqualTo(13);
      assertThat(tab.text("#count")).isEqualTo("84 layers");
      tab.click("#layers .switch button:first-child");
      assertThat(tab.text("#count")).isEqualTo("45 layers");
      assertThat(count(tab, ".viewport:not([hidden])")).isEqualTo(1);
      assertThat(count(tab, "#roof .point")).isPositive();
    }
  }

  @Test
  void namesAreOnlyText() {
    try (Tab tab = open(HOSTILE, 1280)) {
      assertThat(tab.text("#title")).startsWith("</script><img");
      assertThat(count(tab, "img")).isZero();
      assertThat(count(tab, "#layers tr[data-layer]")).isEqualTo(Samples.HOSTILE.size());
      tab.click("#layers tr[data-layer] .name");
      assertThat(tab.text("#inspector h2")).isEqualTo(Samples.HOSTILE.getFirst());
    }
  }

  @Test
  void chineseIsWhole() {
    try (Tab tab = open(PAIR_ZH, 1280)) {
      assertThat(tab.text("#layers-title")).isEqualTo("逐层明细");
      assertThat(tab.text("#verdict")).contains("计算量");
      assertThat(tab.evaluate("document.documentElement.lang").asText()).isEqualTo("zh-CN");
      assertThat(tab.evaluate("document.body.innerText").asText())
          .doesNotContain("Parameters", "less", "faster", "{0}");
    }
  }

  @Test
  void coloursCanBeReadInBothSchemes() {
    try (Tab tab = open(PAIR, 1280)) {
      for (String scheme : List.of("light", "dark")) {
        tab.prefer(scheme);
        assertThat(attribute(tab, "html", "data-theme")).isEqualTo(scheme);
        for (String text : List.of("ink", "muted", "accent", "good", "bad")) {
          for (String ground : List.of("card", "page")) {
            assertThat(Palette.contrast(colour(tab, text), colour(tab, ground)))
                .as("%s on %s, %s", text, ground, scheme)
                .isGreaterThanOrEqualTo(4.5);
          }
        }
        assertThat(Palette.contrast(colour(tab, "muted"), colour(tab, "sunken")))
            .isGreaterThanOrEqualTo(4.5);
        for (String mark : List.of("a", "b", "normal", "depthwise", "pointwise", "other")) {
          assertThat(Palette.contrast(colour(tab, mark), colour(tab, "card")))
              .as("%s, %s", mark, scheme)
              .isGreaterThanOrEqualTo(3);
        }
      }
      tab.click("#theme");
      assertThat(attribute(tab, "html", "data-theme")).isEqualTo("light");
    }
  }

  @Test
  void itPrints() {
    try (Tab tab = open(PAIR, 1280)) {
      assertThat(tab.pdf()).startsWith("%PDF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
  }

  private static Color colour(Tab tab, String name) {
    return Color.decode(
        tab.evaluate(
                "getComputedStyle(document.documentElement).getPropertyValue('--" + name + "')")
            .asText()
            .strip());
  }

  private static String value(Tab tab, String form, String what) {
    return tab.text("#calc-" + form + " [data-value=" + what + "]");
  }

  private static String transform(Tab tab) {
    return tab.evaluate("document.querySelector('.viewport > svg').style.transform").asText();
  }

  private static String attribute(Tab tab, String selector, String name) {
    return tab.evaluate("document.querySelector(\"" + selector + "\").getAttribute('" + name + "')")
        .asText();
  }

  private static int count(Tab tab, String selector) {
    return tab.evaluate("document.querySelectorAll(\"" + selector + "\").length").asInt();
  }

  private static List<Long> numbers(Tab tab, String column) {
    JsonNode texts =
        tab.evaluate(
            "(() => { const at = [...document.querySelectorAll('.layer-table thead th')]"
                + ".findIndex(h => h.dataset.column === '"
                + column
                + "'); return [...document.querySelectorAll('.layer-table tbody tr')]"
                + ".map(r => r.children[at].textContent.replaceAll(',', '')); })()");
    List<Long> numbers = new ArrayList<>();
    texts.forEach(t -> numbers.add(Long.parseLong(t.asText())));
    return numbers;
  }

  private static List<String> linked(Tab tab, String selector) {
    List<String> names = new ArrayList<>();
    tab.evaluate(
            "[...document.querySelectorAll('" + selector + ".linked')].map(e => e.dataset.layer)")
        .forEach(n -> names.add(n.asText()));
    return names;
  }
}
