package dev.sepconv.cli.output;

/// The exit codes of the command.
public final class ExitCode {
  /// Everything went well.
  public static final int OK = 0;

  /// A model, file or value does not work, or `verify` found a failing case.
  public static final int ERROR = 1;

  /// The command line is wrong.
  public static final int USAGE = 2;

  /// A mistake in Sepconv itself; `EX_SOFTWARE` of `sysexits.h`.
  public static final int BUG = 70;

  private ExitCode() {}
}
