package dev.sepconv.report;

/// Names from files, which can have any length.
final class Names {
  private static final int MOST = 60;

  private Names() {}

  /// @param name any text
  /// @return the same, or its beginning where it is too long for a title
  static String cut(String name) {
    return name.codePointCount(0, name.length()) <= MOST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MOST - 1)) + "…";
  }
}
