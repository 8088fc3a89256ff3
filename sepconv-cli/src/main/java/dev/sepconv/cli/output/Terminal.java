package dev.sepconv.cli.output;

/// What is known about the terminal. The launcher asks the system and passes the answers on as
/// system properties, since the JDK cannot tell them.
public final class Terminal {
  private static final int DEFAULT_COLUMNS = 100;
  private static final int MIN_COLUMNS = 40;

  private Terminal() {}

  /// @return the width of the terminal that standard output goes to; 100 if it goes elsewhere
  public static int columns() {
    int columns = Integer.getInteger("sepconv.columns", 0);
    return columns == 0 ? DEFAULT_COLUMNS : Math.max(MIN_COLUMNS, columns);
  }

  /// @return the width of the terminal that standard error goes to; 0 if it goes elsewhere, so that
  ///   nobody watches and no progress is to be drawn
  public static int errorColumns() {
    return Integer.getInteger("sepconv.stderr.columns", 0);
  }
}
