package dev.sepconv.bench;

import dev.sepconv.error.SepconvException;
import dev.sepconv.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Measures Sepconv beside ONNX Runtime and PyTorch and prints the target table.
public final class Targets {
  /// The network whose first prediction is timed.
  static final String FIRST_NETWORK = "mobilenet_v2";

  private final Options options;
  private final Forks forks;
  private final Samples samples = new Samples();
  private final Path folder;
  private final Map<String, Path> files = new HashMap<>();
  private final List<Job> jobs = new ArrayList<>();

  private Targets(Options options, Path folder) {
    this.options = options;
    this.folder = folder;
    forks = new Forks(options.quick());
  }

  /// Something that is measured once per round.
  ///
  /// @param name for the progress
  /// @param work measures and keeps the answer
  private record Job(String name, Runnable work) {}

  /// Measures; see {@link Options#USAGE}.
  ///
  /// @param args the options
  /// @throws IOException if a file cannot be written
  public static void main(String[] args) throws IOException {
    try {
      run(Options.parse(args));
    } catch (SepconvException | IllegalStateException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Options options) throws IOException {
    Path folder = Files.createTempDirectory("sepconv-bench");
    Targets targets = new Targets(options, folder);
    try {
      Report report = targets.measure();
      System.out.print(report.text());
      if (options.json().isPresent()) {
        Files.writeString(options.json().get(), ReportJson.of(report));
      }
    } finally {
      for (Path f : targets.files.values()) {
        Files.deleteIfExists(f);
      }
      Files.deleteIfExists(folder);
    }
  }

  private Report measure() {
    plan();
    // Round by round, not job by job: what drifts in an hour meets all alike.
    for (int f = 0; f < options.forks(); f++) {
      for (int j = 0; j < jobs.size(); j++) {
        System.err.printf(
            "[%d/%d] %s%n",
            f * jobs.size() + j + 1, options.forks() * jobs.size(), jobs.get(j).name());
        jobs.get(j).work().run();
      }
    }
    if (options.parts().contains(Options.Part.JARS)) {
      samples.jars =
          Optional.of(
              new Samples.Jars(forks.libraries().ownBytes(), forks.libraries().peerBytes()));
    }
    return new Report(
        Machine.here(),
        options.forks(),
        options.quick(),
        TargetRows.of(samples, Goal.all()),
        samples.kernels,
        samples.fusions.entrySet().stream()
            .map(e -> new Report.Fusions(e.getKey(), e.getValue()))
            .toList());
  }

  private void plan() {
    for (Options.Part part : Options.Part.values()) {
      if (options.parts().contains(part)) {
        switch (part) {
          case NETWORKS -> networks();
          case KERNELS -> add("single layers", () -> samples.kernels.add(forks.kernels()));
          case FUSION -> fusion();
          case FIRST -> first();
          case MEMORY -> memory();
          case JARS -> {}
        }
      }
    }
  }

  private void add(String name, Runnable work) {
    jobs.add(new Job(name, work));
  }

  /// The article's two networks are compared with each other, so one process measures both.
  private void networks() {
    options.networks().stream()
        .collect(
            Collectors.groupingBy(
                n -> n.startsWith("article-") ? "article" : n,
                LinkedHashMap::new,
                Collectors.toList()))
        .forEach((name, group) -> add(name, () -> networks(group)));
  }

  private void networks(List<String> names) {
    Iterator<NetworkSample> measured = forks.networks(names, options.threads()).iterator();
    for (String n : names) {
      for (int t : options.threads()) {
        samples
            .networks
            .computeIfAbsent(new Samples.Setting(n, t), _ -> new ArrayList<>())
            .add(measured.next());
      }
    }
  }

  private void fusion() {
    for (String n : options.networks()) {
      add(
          n + ", fused and unfused",
          () -> samples.fusions.computeIfAbsent(n, _ -> new ArrayList<>()).add(forks.fusion(n, 1)));
    }
  }

  private void first() {
    add(
        "first prediction",
        () -> {
          Path file = file(FIRST_NETWORK);
          int size = Networks.size(FIRST_NETWORK);
          samples.first.add(
              new Samples.First(forks.firstSepconv(file, size), forks.firstOrt(file, size)));
        });
  }

  private void memory() {
    if (!OrtMemory.isMeasurable()) {
      System.err.println("bench: no peak of memory on this system; scratch memory is left out");
      return;
    }
    int threads = options.threads().getFirst();
    for (String n : options.networks()) {
      add(
          n + ", memory of ONNX Runtime",
          () ->
              samples
                  .memory
                  .computeIfAbsent(n, _ -> new ArrayList<>())
                  .add(forks.memory(file(n), threads, Networks.size(n))));
    }
  }

  private Path file(String network) {
    return files.computeIfAbsent(
        network,
        n -> {
          Path file = folder.resolve(n + ".onnx");
          OnnxWriter.write(Networks.graph(n), file);
          return file;
        });
  }
}
