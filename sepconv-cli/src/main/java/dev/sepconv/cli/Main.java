package dev.sepconv.cli;

import dev.sepconv.cli.command.CompareCommand;
import dev.sepconv.cli.command.CompletionCommand;
import dev.sepconv.cli.command.ConvertCommand;
import dev.sepconv.cli.command.DrawCommand;
import dev.sepconv.cli.command.EvaluateCommand;
import dev.sepconv.cli.command.ExportCommand;
import dev.sepconv.cli.command.MeasureCommand;
import dev.sepconv.cli.command.PlanCommand;
import dev.sepconv.cli.command.ReportCommand;
import dev.sepconv.cli.command.RunCommand;
import dev.sepconv.cli.command.SummaryCommand;
import dev.sepconv.cli.command.VerifyCommand;
import dev.sepconv.cli.command.ZooCommand;
import dev.sepconv.cli.option.UsageException;
import dev.sepconv.cli.output.ExitCode;
import dev.sepconv.cli.output.Output;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.cli.output.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `sepconv` command.
@Command(
    name = "sepconv",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Describe, count and run convolutional networks.",
    description = {
      "MODEL is an ONNX file, or zoo:NAME for a network that comes along"
          + " ('sepconv zoo' lists them)."
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv compare",
      "  sepconv summary zoo:mobilenet_v2",
      "  sepconv run zoo:mobilenet_v2 --random --top 5",
      "  sepconv run net.onnx --image cat.jpg --top 5 --labels imagenet.txt",
      "  sepconv COMMAND --help   says more",
    },
    exitCodeList = {
      "0:success",
      "1:a model, file or value does not work, or verify found a failure",
      "2:the command line is wrong",
      "70:a mistake in sepconv itself",
    },
    subcommands = {
      SummaryCommand.class,
      CompareCommand.class,
      DrawCommand.class,
      ZooCommand.class,
      RunCommand.class,
      PlanCommand.class,
      EvaluateCommand.class,
      MeasureCommand.class,
      ReportCommand.class,
      ConvertCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      CompletionCommand.class
    })
public final class Main implements Runnable {
  /// Behind every option of a command's own.
  private static final int LAST = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      order = LAST,
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      order = LAST,
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  @Option(
      names = "--verbose",
      order = LAST,
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  private Main() {}

  /// @param args the command line
  public static void main(String[] args) {
    // Always UTF-8: tables have the same bytes whatever the locale, as files and golden tests need.
    Output standard = new Output(new FileOutputStream(FileDescriptor.out));
    var out = utf8(standard);
    var err = utf8(new FileOutputStream(FileDescriptor.err));
    err.print(Terminal.startupErasure());
    err.flush();
    int code = execute(out, err, args);
    code = delivered(code, standard, err);
    err.flush();
    System.exit(code);
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }

  /// What could not be printed is an error, whatever the command says of itself.
  ///
  /// @param code the command's exit code
  /// @param out where it printed
  /// @param err where the error goes
  /// @return the exit code
  static int delivered(int code, Output out, PrintWriter err) {
    if (code != ExitCode.OK || out.failure().isEmpty()) {
      return code;
    }
    if (!out.readerHasGone()) {
      err.println("sepconv: standard output: " + out.failure().get().getMessage());
    }
    return ExitCode.ERROR;
  }

  /// Runs one command line in this JVM.
  ///
  /// @param out what the command prints
  /// @param err errors, warnings and progress
  /// @param args the command line
  /// @return the exit code, of {@link ExitCode}
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main();
    CommandLine cli =
        new CommandLine(main)
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(Math.min(Terminal.columns(), 100))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setParameterExceptionHandler(Main::usageError)
            .setExecutionExceptionHandler((e, command, _) -> {
              out.flush();
              return e instanceof UsageException u
                  ? usageError(command, String.valueOf(u.getMessage()))
                  : ErrorReport.print(e, err, main.verbose);
            });
    layOut(cli);
    cli.getSubcommands().values().forEach(Main::layOut);
    try {
      return cli.execute(args);
    } catch (Error e) {
      // picocli hands on exceptions only; an exhausted heap deserves one line too.
      out.flush();
      return ErrorReport.print(e, err, Arrays.asList(args).contains("--verbose"));
    } finally {
      out.flush();
      err.flush();
    }
  }

  /// Every help text has the same parts under the same headings.
  private static void layOut(CommandLine command) {
    UsageMessageSpec help = command.getCommandSpec().usageMessage();
    help.synopsisHeading("%nUsage: ")
        .descriptionHeading(help.description().length == 0 ? "" : "%n")
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .exitCodeListHeading(help.exitCodeList().isEmpty() ? "" : "%nExit codes:%n")
        .sortOptions(false);
  }

  private static int usageError(ParameterException e, String[] args) {
    return usageError(
        e.getCommandLine(), e instanceof UnmatchedArgumentException u ? unknown(u) : message(e));
  }

  private static int usageError(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("sepconv: " + message);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for help.");
    return ExitCode.USAGE;
  }

  private static String unknown(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    boolean root = e.getCommandLine().getParent() == null;
    String what =
        e.isUnknownOption() ? "unknown option" : root ? "unknown command" : "unexpected argument";
    List<String> near = e.getSuggestions();
    return what
        + " '"
        + argument
        + "'"
        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
  }

  /// picocli begins with a capital letter; behind a name and a colon a small one reads better.
  private static String message(ParameterException e) {
    String text = String.valueOf(e.getMessage());
    return text.startsWith("--") ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  /// Without a command there is nothing to do but to say what there is.
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
