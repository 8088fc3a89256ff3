package dev.sepconv.draw.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the part of the DOT language that is written here, by the published grammar; anything else
/// is an error.
final class DotParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"(?:[^\"\\\\\\n]|\\\\.)*\"|->|[{}\\[\\];,=]|[A-Za-z_][A-Za-z0-9_]*|[0-9.]+)");

  private final Matcher matcher;
  private final String text;
  private String token = "";
  private int statements;

  private DotParser(String text) {
    this.text = text;
    matcher = TOKEN.matcher(text);
    next();
  }

  /// @param text a graph
  /// @return how many statements it has
  static int statements(String text) {
    DotParser p = new DotParser(text);
    p.expect("digraph");
    p.id();
    p.block();
    if (!p.token.isEmpty()) {
      throw new AssertionError("more after the graph: " + p.token);
    }
    return p.statements;
  }

  private void block() {
    expect("{");
    while (!token.equals("}")) {
      statement();
      statements++;
      if (token.equals(";")) {
        next();
      }
    }
    expect("}");
  }

  private void statement() {
    if (token.equals("subgraph")) {
      next();
      id();
      block();
      return;
    }
    id();
    if (token.equals("=")) {
      next();
      id();
      return;
    }
    while (token.equals("->")) {
      next();
      id();
    }
    if (token.equals("[")) {
      next();
      while (!token.equals("]")) {
        id();
        expect("=");
        id();
        if (token.equals(",")) {
          next();
        }
      }
      expect("]");
    }
  }

  private void id() {
    if (token.isEmpty() || "{}[];,=->".contains(token)) {
      throw new AssertionError("an id is expected, not '" + token + "'");
    }
    next();
  }

  private void expect(String what) {
    if (!token.equals(what)) {
      throw new AssertionError(what + " is expected, not '" + token + "'");
    }
    next();
  }

  private void next() {
    int from = token.isEmpty() ? 0 : matcher.end();
    if (text.substring(from).isBlank()) {
      token = "";
      return;
    }
    if (!matcher.find(from) || matcher.start() != from) {
      throw new AssertionError(
          "no token: " + text.substring(from, Math.min(from + 60, text.length())));
    }
    token = matcher.group(1);
  }
}
