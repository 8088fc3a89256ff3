package dev.sepconv.cli.option;

import dev.sepconv.cli.data.Dataset;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which samples of a data set a network gets, and how pictures become its input.
public final class DataOptions {
  /// What a data set may be, for the help of an argument or option that takes one.
  public static final String DATA_HELP =
      "A folder of pictures (JPEG, PNG, WebP, TIFF; subfolders too, sorted by path); an idx file of"
          + " pictures, .gz or not; or a .npy file: samples x the input's shape, used as it is."
          + " NAME is needed if the model has several inputs; repeat it for each.";

  @Mixin private PreprocessOptions preprocess = new PreprocessOptions();

  @Option(
      names = "--limit",
      order = 20,
      paramLabel = "N",
      description = "Only the first N samples, or all if there are fewer.")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--sample",
      order = 21,
      paramLabel = "N",
      description = "Only N samples chosen at random, none twice.")
  private Optional<Integer> sample = Optional.empty();

  @Option(
      names = "--seed",
      order = 22,
      paramLabel = "S",
      defaultValue = "0",
      description = "Of what is chosen at random. Default: 0.")
  private long seed;

  /// Made by picocli.
  public DataOptions() {}

  /// @param graph a network
  /// @param data `[NAME=]PATH` for every input
  /// @param option what they are given with, for messages
  /// @return the samples that the user asks for
  /// @throws UsageException if options do not go together
  /// @throws InvalidInputException if data are missing, damaged or do not fit
  public Dataset open(Graph graph, List<String> data, String option) {
    check();
    Dataset all = openAll(graph, data, option);
    return sample.map(n -> all.random(n, seed)).orElseGet(() -> limit.map(all::first).orElse(all));
  }

  /// @return of what is chosen at random
  public long seed() {
    return seed;
  }

  /// @param graph a network
  /// @param data `[NAME=]PATH` for every input
  /// @param option what they are given with, for messages
  /// @return all samples, whatever `--limit` and `--sample` say
  /// @throws UsageException if options do not go together
  /// @throws InvalidInputException if data are missing, damaged or do not fit
  public Dataset openAll(Graph graph, List<String> data, String option) {
    Map<String, Path> paths = new LinkedHashMap<>();
    for (String text : data) {
      NamedValue v = NamedValue.parse(text, graph.inputs(), option, "x.npy");
      if (paths.put(v.input(), path(option, v.value())) != null) {
        throw new InvalidInputException(
            option + " " + text + ": input '" + v.input() + "' is given twice");
      }
    }
    for (String input : graph.inputs()) {
      if (!paths.containsKey(input)) {
        throw new InvalidInputException(
            option
                + ": nothing is given for input '"
                + input
                + "', "
                + graph.type(input)
                + "; add "
                + input
                + "=x.npy");
      }
    }
    Dataset all = Dataset.of(graph, paths, preprocess::preparation);
    if (!all.hasPictures() && preprocess.given().isPresent()) {
      throw new UsageException(
          preprocess.given().get() + " is for pictures; " + all.name() + " is used as it is");
    }
    return all;
  }

  private void check() {
    atLeastOne("--limit", limit);
    atLeastOne("--sample", sample);
    if (limit.isPresent() && sample.isPresent()) {
      throw new UsageException("--limit and --sample do not go together");
    }
  }

  private static void atLeastOne(String option, Optional<Integer> value) {
    if (value.isPresent() && value.get() < 1) {
      throw new UsageException(option + " must be at least 1");
    }
  }

  private static Path path(String option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          option + ": '" + text + "' is no file name: " + e.getReason(), e);
    }
  }
}
