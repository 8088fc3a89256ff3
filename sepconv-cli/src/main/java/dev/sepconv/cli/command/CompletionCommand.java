package dev.sepconv.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sepconv completion`: a script that teaches the shell the commands and options.
@Command(
    name = "completion",
    header = "Print a completion script for bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = "  source <(sepconv completion)")
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// Made by picocli.
  public CompletionCommand() {}

  @Override
  public Integer call() {
    var root = spec.root().commandLine();
    // The script ends its own lines.
    spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
    return 0;
  }
}
