package dev.sepconv.simd.depthwise;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/// Which channels of its input a depthwise layer keeps in the lanes of its rings, and in which
/// order it writes its results: in blocks, of which block j has, lane by lane, one filter of every
/// lane that has more than j. Lanes with the most filters come first, so that a block is the
/// beginning of the lanes. It begins with a whole vector; what is left before the next one are
/// zeros.
final class Lanes {
  /// In {@link #order}: no filter.
  static final int NONE = -1;

  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private final int[] sources;
  private final int[] sizes;
  private final int[] begins;
  private final int[] order;

  private Lanes(int[] sources, int[] sizes) {
    this.sources = sources;
    this.sizes = sizes;
    begins = new int[sizes.length];
    for (int j = 1; j < sizes.length; j++) {
      begins[j] = begins[j - 1] + vectors(sizes[j - 1]) * L;
    }
    order = new int[begins[sizes.length - 1] + sizes[sizes.length - 1]];
    Arrays.fill(order, NONE);
  }

  private static int vectors(int lanes) {
    return Math.ceilDiv(lanes, L);
  }

  /// A lane for every filter, so that results lie in the order of the filters.
  ///
  /// @param channels for every filter the input channel that it reads
  static Lanes inOrder(int[] channels) {
    Lanes lanes = new Lanes(channels.clone(), new int[] {channels.length});
    Arrays.setAll(lanes.order, o -> o);
    return lanes;
  }

  /// A lane for every input channel, so that each is copied once however many filters it has. What
  /// reads the results has to know their order.
  ///
  /// @param channels for every filter the input channel that it reads
  static Lanes byFilter(int[] channels) {
    int[] filters = new int[Arrays.stream(channels).max().orElseThrow() + 1];
    for (int c : channels) {
      filters[c]++;
    }
    int[] sources =
        IntStream.range(0, filters.length)
            .filter(c -> filters[c] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(c -> -filters[c]))
            .mapToInt(c -> c)
            .toArray();
    int[] sizes = new int[filters[sources[0]]];
    int[] laneOf = new int[filters.length];
    for (int lane = 0; lane < sources.length; lane++) {
      laneOf[sources[lane]] = lane;
      for (int j = 0; j < filters[sources[lane]]; j++) {
        sizes[j]++;
      }
    }
    Lanes lanes = new Lanes(sources, sizes);
    int[] done = new int[filters.length];
    for (int o = 0; o < channels.length; o++) {
      int c = channels[o];
      lanes.order[lanes.begins[done[c]++] + laneOf[c]] = o;
    }
    return lanes;
  }

  /// The better of both where any order will do: by filter, unless channels are so few that most of
  /// every block would be zeros.
  static Lanes dense(int[] channels) {
    Lanes byFilter = byFilter(channels);
    boolean sparse = vectors(channels.length) * 2 <= vectors(byFilter.order.length);
    return sparse ? inOrder(channels) : byFilter;
  }

  int count() {
    return sources.length;
  }

  /// The input channel of every lane.
  int[] sources() {
    return sources.clone();
  }

  /// Whether the lanes are the first channels of the input in their order.
  boolean isStraight() {
    return IntStream.range(0, sources.length).allMatch(i -> sources[i] == i);
  }

  int blocks() {
    return sizes.length;
  }

  /// How many lanes have more than j filters.
  int size(int j) {
    return sizes[j];
  }

  /// The result of block j's first lane.
  int begin(int j) {
    return begins[j];
  }

  /// For every result the filter it comes from, or {@link #NONE} for a zero.
  int[] order() {
    return order.clone();
  }
}
