package dev.sepconv.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Runs command lines in this JVM.
final class Cli {
  private Cli() {}

  /// What a command did.
  ///
  /// @param code its exit code
  /// @param out its standard output
  /// @param err its standard error
  record Result(int code, String out, String err) {}

  static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(code, out.toString(), err.toString());
  }
}
