package dev.sepconv.cli;

import dev.sepconv.cli.output.ExitCode;
import dev.sepconv.error.SepconvException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Turns whatever went wrong into one line and an exit code.
final class ErrorReport {
  private ErrorReport() {}

  /// @param problem what was thrown
  /// @param err where the line goes
  /// @param verbose whether the stack trace follows
  /// @return the exit code
  static int print(Throwable problem, PrintWriter err, boolean verbose) {
    int code = ExitCode.ERROR;
    String line;
    switch (problem) {
      case SepconvException e -> line = message(e);
      case UncheckedIOException e when e.getCause() != null -> line = describe(e.getCause());
      case IOException e -> line = describe(e);
      case OutOfMemoryError _ -> line = outOfMemory();
      default -> {
        code = ExitCode.BUG;
        line = "unexpected " + problem + "; this is a mistake in sepconv, please report it";
        line += verbose ? "" : " (--verbose shows the trace)";
      }
    }
    err.println("sepconv: " + oneLine(line));
    if (verbose) {
      problem.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String describe(IOException problem) {
    if (!(problem instanceof FileSystemException e) || e.getFile() == null) {
      return message(problem);
    }
    return switch (e) {
      case NoSuchFileException _ -> e.getFile() + ": no such file or folder";
      case AccessDeniedException _ -> e.getFile() + ": permission denied";
      case NotDirectoryException _ -> e.getFile() + " is not a folder";
      case DirectoryNotEmptyException _ -> e.getFile() + " is a folder that is not empty";
      case FileAlreadyExistsException _ -> e.getFile() + " exists already and is not a folder";
      default -> e.getFile() + ": " + (e.getReason() == null ? "cannot be used" : e.getReason());
    };
  }

  private static String outOfMemory() {
    return "out of memory (the limit is "
        + Runtime.getRuntime().maxMemory() / (1 << 20)
        + " MB); SEPCONV_JAVA_OPTS=-Xmx8g before the command allows more";
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
