package dev.sepconv.cli.output;

import java.io.PrintWriter;

/// One line on the terminal that says what goes on, written over again and again, and gone when it
/// is closed. Says nothing where nobody watches.
public final class StatusLine implements AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final String ERASE = "\r\033[K";

  private final PrintWriter err;
  private final int columns;
  private long shownAt;
  private boolean shown;

  /// @param err standard error
  /// @param columns the width of its terminal; 0 if it is none
  public StatusLine(PrintWriter err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  /// Shows a text, unless the last one is younger than a tenth of a second.
  ///
  /// @param text what goes on
  public void show(String text) {
    long now = System.nanoTime();
    if (columns < 2 || (shown && now - shownAt < INTERVAL_NANOS)) {
      return;
    }
    shown = true;
    shownAt = now;
    // A full line would wrap, and could not be written over.
    err.print(ERASE + text.substring(0, Math.min(text.length(), columns - 1)));
    err.flush();
  }

  @Override
  public void close() {
    if (shown) {
      err.print(ERASE);
      err.flush();
    }
  }
}
