package dev.sepconv.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page as one file: its frame filled with texts, style, script, pictures and data. A policy in
/// its head forbids whatever would come from elsewhere, and every script but its own.
final class Page {
  /// In this order they are one script.
  static final List<String> SCRIPTS =
      List.of(
          "base.js",
          "overview.js",
          "comparison.js",
          "table.js",
          "charts.js",
          "graph.js",
          "calculator.js",
          "start.js");

  private static final Pattern PLACE = Pattern.compile("\\{\\{([\\w.]+)}}");
  private static final Pattern PROLOG =
      Pattern.compile("^\\s*(<\\?xml[^>]*>)?\\s*(<!DOCTYPE[^>]*>)?\\s*");

  private Page() {}

  /// @param title of the window
  /// @param language of the text
  /// @param messages in that language
  /// @param drawings a picture per network as SVG, or none
  /// @param names of the networks
  /// @param data what the script shows
  /// @return the page
  static String of(
      String title,
      Language language,
      Messages messages,
      List<Optional<String>> drawings,
      List<String> names,
      ObjectNode data) {
    String script = script();
    Map<String, String> places =
        Map.of(
            "lang", language == Language.ZH ? "zh-CN" : "en",
            "page.title", Html.escape(title),
            "style", Resources.text("page.css"),
            "script", script,
            "script.hash", hash(script),
            "drawings", drawings(drawings, names, messages),
            "data", json(data));
    // In one pass: what a value contains is never taken for a place.
    return PLACE
        .matcher(Resources.text("page.html"))
        .replaceAll(m -> {
          String key = m.group(1);
          return Matcher.quoteReplacement(
              places.containsKey(key) ? places.get(key) : Html.escape(messages.get(key)));
        });
  }

  private static String script() {
    StringBuilder b = new StringBuilder("(() => {\n'use strict';\n");
    SCRIPTS.forEach(s -> b.append(Resources.text(s)));
    return b.append("})();\n").toString();
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String drawings(
      List<Optional<String>> drawings, List<String> names, Messages messages) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < drawings.size(); i++) {
      b.append("<div class=\"viewport\" data-model=\"")
          .append(i)
          .append("\" tabindex=\"0\" role=\"group\" aria-label=\"")
          .append(Html.escape(messages.get("graph.aria", names.get(i))))
          .append("\">")
          .append(
              drawings
                  .get(i)
                  .map(svg -> PROLOG.matcher(svg).replaceFirst(""))
                  .orElseGet(() ->
                      "<p class=\"none\">" + Html.escape(messages.get("graph.none")) + "</p>"))
          .append("</div>\n");
    }
    return b.toString();
  }

  /// Without `<`, so that no name can end the element or begin a comment.
  private static String json(ObjectNode data) {
    return data.toString().replace("<", "\\u003c");
  }
}
