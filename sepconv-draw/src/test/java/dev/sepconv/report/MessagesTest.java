package dev.sepconv.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every text is there in every language, with the same values in it.
class MessagesTest {
  private static final Pattern VALUE = Pattern.compile("\\{\\d}");

  /// The command line says it in English.
  private static final String CHINESE_ONLY = "verdict.";

  @Test
  void languagesHaveTheSameTexts() {
    Messages english = Messages.of(Language.EN);
    Messages chinese = Messages.of(Language.ZH);
    assertThat(chinese.all().keySet().stream().filter(k -> !k.startsWith(CHINESE_ONLY)))
        .containsExactlyInAnyOrderElementsOf(english.all().keySet());
    english
        .all()
        .forEach(
            (key, text) -> assertThat(values(chinese.get(key))).as(key).isEqualTo(values(text)));
  }

  @Test
  void everyTextThatIsAskedForIsThere() {
    String html = Resources.text("page.html");
    String script = String.join("\n", Page.SCRIPTS.stream().map(Resources::text).toList());
    Stream<String> asked =
        Stream.concat(
            found("\\bt\\('([\\w.]+\\w)'", script), found("\\{\\{(\\w+(?:\\.\\w+)*)}}", html));
    assertThat(Messages.of(Language.EN).all().keySet())
        .containsAll(
            asked
                .filter(k ->
                    !List.of("style", "script", "script.hash", "drawings", "data", "page.title")
                        .contains(k))
                .toList());
  }

  @Test
  void chineseIsChinese() {
    assertThat(Messages.of(Language.ZH).get("layers.title")).isEqualTo("逐层明细");
  }

  private static Stream<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1));
  }

  private static Set<String> values(String text) {
    Set<String> values = new TreeSet<>();
    VALUE.matcher(text).results().map(MatchResult::group).forEach(values::add);
    return values;
  }
}
