package dev.sepconv.bench;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.nn.zoo.Zoo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the command line asks for.
///
/// @param forks how many processes per figure
/// @param threads the numbers of threads, ascending
/// @param networks names of the zoo
/// @param parts which rows are measured
/// @param quick whether only to see that everything works
/// @param json where JSON goes; empty for nowhere
record Options(
    int forks,
    List<Integer> threads,
    List<String> networks,
    Set<Part> parts,
    boolean quick,
    Optional<Path> json) {
  /// Rows that are measured together.
  enum Part {
    /// Whole networks beside ONNX Runtime and PyTorch, scratch memory and allocation.
    NETWORKS,
    /// Single layers against the peak.
    KERNELS,
    /// Fused against unfused.
    FUSION,
    /// The first prediction of a process.
    FIRST,
    /// Scratch memory beside ONNX Runtime's.
    MEMORY,
    /// The size of jars.
    JARS
  }

  /// What is printed for a wrong option.
  static final String USAGE =
      """
      usage: ./bench [--forks N] [--threads N,N] [--networks NAME,NAME] [--only PART,PART]
                     [--json FILE] [--quick]
      parts: networks, kernels, fusion, first, memory, jars
      """;

  Options {
    threads = List.copyOf(threads);
    networks = List.copyOf(networks);
  }

  /// Reads a command line.
  ///
  /// @param args its words
  /// @return what it asks for
  /// @throws InvalidInputException if an option is unknown or its value is wrong
  static Options parse(String... args) {
    boolean quick = Arrays.asList(args).contains("--quick");
    int forks = quick ? 1 : 3;
    List<Integer> threads = List.of(1, 2);
    List<String> networks = Networks.ALL;
    Set<Part> parts = EnumSet.allOf(Part.class);
    Optional<Path> json = Optional.empty();
    for (int i = 0; i < args.length; i++) {
      String option = args[i];
      if (option.equals("--quick")) {
        continue;
      }
      if (!List.of("--forks", "--threads", "--networks", "--only", "--json").contains(option)) {
        throw new InvalidInputException("there is no option '" + option + "'\n" + USAGE);
      }
      if (++i == args.length) {
        throw new InvalidInputException(option + " needs a value");
      }
      String value = args[i];
      switch (option) {
        case "--forks" -> forks = number(option, value);
        case "--threads" ->
            threads = words(value).map(v -> number(option, v)).distinct().sorted().toList();
        case "--networks" -> networks = words(value).map(v -> Zoo.entry(v).name()).toList();
        case "--only" -> parts = EnumSet.copyOf(words(value).map(Options::part).toList());
        default -> json = Optional.of(Path.of(value));
      }
    }
    return new Options(forks, threads, networks, parts, quick, json);
  }

  private static Stream<String> words(String value) {
    return Arrays.stream(value.split(",", -1));
  }

  private static int number(String option, String value) {
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new InvalidInputException(option + " is '" + value + "'; it must be 1 or more");
    }
    return Integer.parseInt(value);
  }

  private static Part part(String value) {
    return Arrays.stream(Part.values())
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("there is no part '" + value + "'\n" + USAGE));
  }
}
