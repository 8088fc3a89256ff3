package dev.sepconv.simd.depthwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/// Which channels of its input a depthwise layer keeps in the lanes of its rings, and in which
/// order it writes its results: in blocks, of which block 0 has one filter of every lane, and the
/// others one more of the first lanes each, whole vectors of them. Block 0 comes last, so that all
/// results but those of the last vector are whole vectors of filters.
final class Lanes {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private final int[] channels;
  private final int[] sizes;
  private final int[] begins;
  private final int[] order;

  private Lanes(int[] channels, int[] sizes, int[] order) {
    this.channels = channels;
    this.sizes = sizes;
    this.order = order;
    begins = new int[sizes.length];
    for (int j = 1; j < sizes.length; j++) {
      begins[j] = j == 1 ? 0 : begins[j - 1] + sizes[j - 1];
      begins[0] += sizes[j];
    }
  }

  /// A lane for every filter, so that results lie in the order of the filters.
  ///
  /// @param channels for every filter the input channel that it reads
  static Lanes inOrder(int[] channels) {
    int[] order = IntStream.range(0, channels.length).toArray();
    return new Lanes(channels.clone(), new int[] {channels.length}, order);
  }

  /// As few lanes as fill all vectors: a channel is in one lane for all of its filters, and in one
  /// more for each of them that would not be part of a whole vector. What reads the results has to
  /// know their order.
  ///
  /// @param channels for every filter the input channel that it reads
  static Lanes shared(int[] channels) {
    int[][] filters = filters(channels);
    int[] sizes = new int[filters[0].length];
    List<Integer> first = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int j = 0; j < sizes.length; j++) {
      int level = j;
      int all = (int) Arrays.stream(filters).filter(f -> f.length > level).count();
      sizes[j] = all / L * L;
      for (int i = 0; i < all; i++) {
        List<Integer> block = j == 0 ? first : order;
        (i < sizes[j] ? block : rest).add(filters[i][j]);
      }
    }
    first.addAll(rest);
    sizes[0] = first.size();
    order.addAll(first);
    return new Lanes(
        first.stream().mapToInt(o -> channels[o]).toArray(),
        sizes,
        order.stream().mapToInt(o -> o).toArray());
  }

  /// The filters of each channel that has any, those with the most first.
  private static int[][] filters(int[] channels) {
    Map<Integer, List<Integer>> byChannel = new TreeMap<>();
    for (int o = 0; o < channels.length; o++) {
      byChannel.computeIfAbsent(channels[o], c -> new ArrayList<>()).add(o);
    }
    return byChannel.values().stream()
        .map(f -> f.stream().mapToInt(o -> o).toArray())
        .sorted(Comparator.comparingInt(f -> -f.length))
        .toArray(int[][]::new);
  }

  /// The input channel of every lane.
  int[] channels() {
    return channels.clone();
  }

  int count() {
    return channels.length;
  }

  int blocks() {
    return sizes.length;
  }

  /// How many lanes have a filter in block j.
  int size(int j) {
    return sizes[j];
  }

  /// The result of block j's first lane.
  int begin(int j) {
    return begins[j];
  }

  /// For every result the filter it comes from.
  int[] order() {
    return order.clone();
  }
}
