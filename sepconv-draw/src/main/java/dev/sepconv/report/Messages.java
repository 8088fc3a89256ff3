package dev.sepconv.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The text of a page in one language, by key.
///
/// @param all the texts; `{0}`, `{1}` stand for values
record Messages(Map<String, String> all) {
  /// Sorts them, so that a page's bytes do not change from run to run.
  Messages {
    all = Map.copyOf(new TreeMap<>(all));
  }

  /// @param language a language
  /// @return its texts
  static Messages of(Language language) {
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(Resources.text("messages_" + language.tag() + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> all.put(k, properties.getProperty(k)));
    return new Messages(all);
  }

  /// @param key of a text
  /// @param values that it names
  /// @return the text with them
  String get(String key, String... values) {
    String text =
        Optional.ofNullable(all.get(key))
            .orElseThrow(() -> new IllegalArgumentException("no message '" + key + "'"));
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", values[i]);
    }
    return text;
  }
}
