package dev.sepconv.cli.data;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.cli.image.Preparation;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Data for every input of a network: all there are, or some of them.
public final class Dataset {
  private final List<Source> sources;
  private final List<String> description;
  private final Samples samples;
  private final int[] numbers;

  private Dataset(List<Source> sources, List<String> description, Samples samples, int[] numbers) {
    this.sources = sources;
    this.description = description;
    this.samples = samples;
    this.numbers = numbers;
  }

  /// Opens the data of a network.
  ///
  /// @param graph the network; a batch that it fixes does not matter
  /// @param paths a folder of pictures, an idx file or a `.npy` file for every input
  /// @param preparation says how pictures become an input of a name and type
  /// @return all of the data
  /// @throws InvalidInputException if a file cannot be read or does not fit its input, or there is
  ///   not the same number of samples for every input
  public static Dataset of(
      Graph graph,
      Map<String, Path> paths,
      BiFunction<String, TensorType, Preparation> preparation) {
    List<Source> sources = new ArrayList<>();
    List<String> description = new ArrayList<>();
    paths.forEach((input, path) -> {
      Source s = Source.open(input, graph.type(input), path, t -> preparation.apply(input, t));
      sources.add(s);
      description.add("input '" + input + "': " + path + ", " + s.description());
    });
    int count = sources.getFirst().samples().count();
    for (Source s : sources) {
      if (s.samples().count() != count) {
        throw new InvalidInputException(
            "the inputs have different numbers of samples: "
                + sources.getFirst().path()
                + " has "
                + count
                + ", "
                + s.path()
                + " has "
                + s.samples().count());
      }
    }
    Samples all =
        sources.size() == 1
            ? sources.getFirst().samples()
            : new JoinedSamples(sources.stream().map(Source::samples).toList());
    return new Dataset(sources, description, all, IntStream.range(0, count).toArray());
  }

  /// @param most how many at most
  /// @return the first ones
  public Dataset first(int most) {
    return chosen(IntStream.range(0, Math.min(most, numbers.length)).toArray());
  }

  /// Every set of that many samples is as likely as any other.
  ///
  /// @param count how many
  /// @param seed of the choice
  /// @return that many of them, each once, in their order
  /// @throws InvalidInputException if there are fewer
  public Dataset random(int count, long seed) {
    if (count > numbers.length) {
      throw new InvalidInputException(
          name() + " has " + numbers.length + " samples, too few to choose " + count + " of them");
    }
    Random random = new Random(seed);
    int[] at = IntStream.range(0, numbers.length).toArray();
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, at.length);
      int swap = at[i];
      at[i] = at[j];
      at[j] = swap;
    }
    return chosen(Arrays.stream(at, 0, count).sorted().toArray());
  }

  private Dataset chosen(int[] places) {
    return places.length == numbers.length
        ? this
        : new Dataset(sources, description, samples.choose(places), at(numbers, places));
  }

  /// @return the data
  public Samples samples() {
    return samples;
  }

  /// @return for every input, where its data come from and what is done to them
  public List<String> description() {
    return description;
  }

  /// @return the files and folders
  public String name() {
    return String.join(", ", sources.stream().map(s -> s.path().toString()).toList());
  }

  /// @return whether any of the data are pictures
  public boolean hasPictures() {
    return sources.stream().anyMatch(Source::pictures);
  }

  /// How many samples there were before any were chosen.
  int total() {
    return sources.getFirst().samples().count();
  }

  /// The folder of pictures, if there is just one.
  Optional<Folder> folder() {
    List<Folder> folders = sources.stream().flatMap(s -> s.folder().stream()).toList();
    return folders.size() == 1 ? Optional.of(folders.getFirst()) : Optional.empty();
  }

  /// Those values of all samples that are of these samples.
  int[] pick(int... values) {
    return at(values, numbers);
  }

  /// Paths of the pictures in a folder, of these samples.
  List<String> paths(Folder folder) {
    return Arrays.stream(numbers).mapToObj(folder.pictures()::get).toList();
  }

  private static int[] at(int[] values, int... places) {
    return Arrays.stream(places).map(p -> values[p]).toArray();
  }
}
