package dev.sepconv.report;

import java.util.Locale;

/// A language that pages are written in.
public enum Language {
  /// English.
  EN,
  /// Chinese, in simplified characters.
  ZH;

  /// @return as HTML and file names have it, such as `en`
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
