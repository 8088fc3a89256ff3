package dev.sepconv.cli.command;

import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.Models;
import dev.sepconv.cli.output.Staging;
import dev.sepconv.file.WholeFile;
import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv export`: a network as an ONNX file.
@Command(
    name = "export",
    header = "Write a network as an ONNX file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv export zoo:mobilenet_v2 -o mobilenet_v2.onnx",
      "  sepconv export open.onnx --input 1x3x640x640 -o fixed.onnx",
    })
public final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME ('sepconv zoo' lists the names).")
  private String model = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write, replaced if it is there.")
  private Path output = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "[NAME=]SHAPE",
      description = {
        "Bind the size of an input, such as 1x3x224x224; may be repeated.",
        "Sizes that are not given stay open, the batch too."
      })
  private List<String> inputs = new ArrayList<>();

  /// Made by picocli.
  public ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    Graph read = Models.read(model, inputs);
    Graph graph = InputSizes.of(read, inputs).bind(read);
    // Before anything is written: a link's file may lie in another folder.
    Path place = WholeFile.place(output);
    Path name = Optional.ofNullable(place.getFileName()).orElse(place);
    Path folder = Optional.ofNullable(place.getParent()).orElse(place);
    try (Staging staging = Staging.in(folder)) {
      OnnxWriter.write(graph, staging.file(name.toString()));
      staging.commit();
    }
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "wrote %s: %,d nodes, %,d bytes",
                output,
                graph.nodes().size(),
                Files.size(output)));
    return 0;
  }
}
