package dev.sepconv.cli.command;

import dev.sepconv.cli.option.UsageException;
import dev.sepconv.cli.output.PictureFile;
import dev.sepconv.graph.Graph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which layers are shown as pictures, and where.
final class FeatureOptions {
  @Option(
      names = "--show-features",
      order = 30,
      paramLabel = "LAYER",
      description = {
        "Draw every channel that a layer or module returns, named as 'sepconv summary' shows it,"
            + " such as features.3.conv.0; may be repeated. Needs -o."
      })
  private List<String> layers = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      order = 31,
      paramLabel = "FILE",
      description = "With --show-features: the picture to write, .png or .svg.")
  private Optional<Path> output = Optional.empty();

  /// @throws UsageException if one option lacks the other, or the file is no picture's
  void check() {
    if (layers.isEmpty() && output.isPresent()) {
      throw new UsageException(
          "-o "
              + output.get()
              + " goes with --show-features LAYER only; outputs go to --output-dir");
    }
    if (!layers.isEmpty() && output.isEmpty()) {
      throw new UsageException("--show-features needs -o FILE.png or -o FILE.svg");
    }
    output.ifPresent(o -> PictureFile.of("-o", o));
  }

  /// @param graph the network
  /// @param inputs what it is run on
  /// @return what is to be drawn; empty if nothing is
  /// @throws dev.sepconv.error.InvalidInputException if a layer is not found
  Optional<FeatureRun> of(Graph graph, RunInputs.Gathered inputs) {
    return output.map(o -> FeatureRun.of(graph, inputs, layers, PictureFile.of("-o", o)));
  }
}
