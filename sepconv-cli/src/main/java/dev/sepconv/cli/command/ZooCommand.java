package dev.sepconv.cli.command;

import dev.sepconv.cli.output.TextTable;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.zoo.Zoo;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sepconv zoo`: the networks that come along.
@Command(
    name = "zoo",
    header = "List the networks that come along.",
    description =
        "They have their authors' structure and random weights from a seed: for tables, timing and"
            + " tests, not for predictions.",
    footerHeading = "%nExample:%n",
    footer = "  sepconv summary zoo:mobilenet_v2")
public final class ZooCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// Made by picocli.
  public ZooCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TextTable table =
        new TextTable().words("name").words("input").numbers("params").text("what it is");
    for (String name : Zoo.names()) {
      Zoo.Entry entry = Zoo.entry(name);
      table.row(
          name,
          entry.input().stream().map(Object::toString).collect(Collectors.joining("x")),
          String.format(Locale.ROOT, "%,d", parameters(Zoo.graph(name))),
          entry.description());
    }
    table.print(out);
    return 0;
  }

  private static long parameters(Graph graph) {
    return graph.constants().values().stream()
        .filter(c -> c.role() == Constant.Role.PARAMETER)
        .mapToLong(Constant::elements)
        .sum();
  }
}
