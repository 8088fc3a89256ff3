package dev.sepconv.cli.output;

/// What is known about the terminal. The launcher asks the system and passes the answers on as
/// system properties, since the JDK cannot tell them.
public final class Terminal {
  private static final int MIN_COLUMNS = 40;

  private static final String INCUBATOR = "jdk.incubator.vector";
  private static final String WARNING = "WARNING: Using incubator modules: " + INCUBATOR;

  private Terminal() {}

  /// @return the width of the terminal that standard output goes to; 100 if it goes elsewhere
  public static int columns() {
    return columns(100);
  }

  /// @param elsewhere the width to use if standard output goes elsewhere
  /// @return the width of the terminal that standard output goes to
  static int columns(int elsewhere) {
    int columns = Integer.getInteger("sepconv.columns", 0);
    return columns == 0 ? elsewhere : Math.max(MIN_COLUMNS, columns);
  }

  /// @return the width of the terminal that standard error goes to; 0 if it goes elsewhere, so that
  ///   nobody watches and no progress is to be drawn
  public static int errorColumns() {
    return Integer.getInteger("sepconv.stderr.columns", 0);
  }

  /// What erases the line about an incubator module that the JVM prints on standard error when it
  /// starts, before any code of ours runs; no option keeps it from doing so. The launcher allows it
  /// where that is a terminal that understands.
  ///
  /// @return control characters; empty if there is no such line, or it must stay
  public static String startupErasure() {
    boolean printed = ModuleLayer.boot().findModule(INCUBATOR).isPresent();
    return printed && Boolean.getBoolean("sepconv.erase") ? erasure(errorColumns()) : "";
  }

  static String erasure(int columns) {
    // A narrow terminal breaks the line.
    return columns < 1
        ? ""
        : "\r" + "\033[1A\033[2K".repeat(Math.ceilDiv(WARNING.length(), columns));
  }
}
