package dev.sepconv.convert;

import dev.sepconv.analysis.Totals;
import dev.sepconv.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a budget is spread over layers and channels: the components whose loss per cost would be
/// greatest are kept first.
public enum Allocation {
  /// Every channel of a layer has as many components; layers may differ.
  PER_LAYER {
    @Override
    List<Item> items(Components c, int layer, Costs costs) {
      List<Item> items = new ArrayList<>();
      int ic = c.layer().ic();
      for (int r = 0; r < c.layer().fullRank(); r++) {
        double loss = 0;
        for (int i = 0; i < ic; i++) {
          loss += c.loss(i, r);
        }
        items.add(new Item(layer, -1, loss, (long) ic * costs.component(c.layer())));
      }
      return items;
    }

    @Override
    long least(ConvLayer layer) {
      return layer.ic();
    }
  },

  /// Every channel has as many components as it is worth, none included.
  PER_CHANNEL {
    @Override
    List<Item> items(Components c, int layer, Costs costs) {
      if (c.layer().groups() > 1) {
        // The groups of a pointwise convolution all have as many inputs.
        return PER_LAYER.items(c, layer, costs);
      }
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < c.layer().ic(); i++) {
        for (int r = 0; r < c.layer().fullRank(); r++) {
          items.add(new Item(layer, i, c.loss(i, r), costs.component(c.layer())));
        }
      }
      return items;
    }

    @Override
    long least(ConvLayer layer) {
      return layer.groups() > 1 ? layer.ic() : 1;
    }
  };

  /// A layer that costs more than this much of the normal one rather stays normal, and exact.
  private static final double WORTH_IT = 0.95;

  /// One more component of one channel, or of all (-1).
  record Item(int layer, int channel, double loss, long cost) {
    double worth() {
      return loss / cost;
    }
  }

  /// What things cost in a budget's unit.
  enum Costs {
    MACS {
      @Override
      long of(ConvLayer layer, long weights) {
        return layer.positions() * weights;
      }
    },
    PARAMS {
      @Override
      long of(ConvLayer layer, long weights) {
        return weights;
      }
    };

    abstract long of(ConvLayer layer, long weights);

    /// One component of one input channel.
    long component(ConvLayer layer) {
      return of(layer, layer.componentWeights());
    }

    /// The layer as it is.
    long normal(ConvLayer layer) {
      return of(layer, layer.weights().size());
    }
  }

  abstract List<Item> items(Components c, int layer, Costs costs);

  /// @param layers what may be converted
  /// @param budget how much of the network may be left
  /// @param all what the network costs
  /// @return components per input channel of the layers that are to be converted; for those that
  ///   are not in it the normal form is cheaper
  /// @throws InvalidInputException if other layers alone cost more
  Map<ConvLayer, int[]> spread(List<Components> layers, Budget budget, Totals all) {
    return switch (budget) {
      case Budget.Rank r -> uniform(layers, r.components());
      case Budget.Macs m -> spread(layers, Costs.MACS, budget, m.share(), all.macs());
      case Budget.Params p -> spread(layers, Costs.PARAMS, budget, p.share(), all.params());
    };
  }

  private static Map<ConvLayer, int[]> uniform(List<Components> layers, int components) {
    Map<ConvLayer, int[]> ranks = new LinkedHashMap<>();
    for (Components c : layers) {
      ConvLayer layer = c.layer();
      int[] k = new int[layer.ic()];
      Arrays.fill(k, Math.min(components, layer.fullRank()));
      ranks.put(layer, k);
      if (cost(layer, ranks, Costs.PARAMS) >= Costs.PARAMS.normal(layer)) {
        ranks.remove(layer);
      }
    }
    return ranks;
  }

  /// @param layers what may be converted
  /// @param all what the network costs
  /// @return the smallest share of its MACs that can be left
  double leastShare(List<Components> layers, Totals all) {
    return (double) (others(layers, Costs.MACS, all.macs()) + least(layers, Costs.MACS))
        / all.macs();
  }

  private static long others(List<Components> layers, Costs costs, long all) {
    return all - layers.stream().mapToLong(c -> costs.normal(c.layer())).sum();
  }

  private long least(List<Components> layers, Costs costs) {
    return layers.stream()
        .map(Components::layer)
        .mapToLong(l -> Math.min(costs.normal(l), least(l) * costs.component(l)))
        .sum();
  }

  private Map<ConvLayer, int[]> spread(
      List<Components> layers, Costs costs, Budget budget, double share, long all) {
    long others = others(layers, costs, all);
    long least = least(layers, costs);
    long allowed = Math.round(share * all) - others;
    if (allowed < least) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "a budget of %s cannot be met: what is not converted takes %.1f %%, and the rest at"
                  + " least %.1f %%",
              budget.text(),
              100.0 * others / all,
              100.0 * least / all));
    }
    return spread(layers, costs, allowed);
  }

  /// How many components a layer has at least: without any nothing would go through it.
  abstract long least(ConvLayer layer);

  private Map<ConvLayer, int[]> spread(List<Components> layers, Costs costs, long budget) {
    List<Components> converted = new ArrayList<>(layers);
    long left = budget;
    while (true) {
      Map<ConvLayer, int[]> ranks = fill(converted, costs, left);
      List<Components> dear =
          converted.stream()
              .filter(c -> cost(c.layer(), ranks, costs) >= WORTH_IT * costs.normal(c.layer()))
              .toList();
      if (dear.isEmpty()) {
        return ranks;
      }
      converted.removeAll(dear);
      for (Components c : dear) {
        left -= costs.normal(c.layer());
      }
    }
  }

  private static long cost(ConvLayer layer, Map<ConvLayer, int[]> ranks, Costs costs) {
    return Arrays.stream(ranks.getOrDefault(layer, new int[0])).asLongStream().sum()
        * costs.component(layer);
  }

  private Map<ConvLayer, int[]> fill(List<Components> layers, Costs costs, long budget) {
    int[][] ranks = new int[layers.size()][];
    // Channels that got no further component, by number + 1.
    BitSet[] closed = new BitSet[layers.size()];
    List<Item> items = new ArrayList<>();
    for (int l = 0; l < ranks.length; l++) {
      ranks[l] = new int[layers.get(l).layer().ic()];
      closed[l] = new BitSet();
      items.addAll(items(layers.get(l), l, costs));
    }
    // Equal ones stay in order of rank.
    items.sort(Comparator.comparingDouble(Item::worth).reversed());
    // The best item of every layer first: without any nothing would go through it.
    BitSet begun = new BitSet();
    List<Item> ordered = new ArrayList<>();
    List<Item> others = new ArrayList<>();
    for (Item item : items) {
      (begun.get(item.layer) ? others : ordered).add(item);
      begun.set(item.layer);
    }
    ordered.addAll(others);
    long left = budget;
    for (Item item : ordered) {
      if (item.cost > left) {
        closed[item.layer].set(item.channel + 1);
      }
      if (!closed[item.layer].get(item.channel + 1)) {
        left -= item.cost;
        add(item.channel, ranks[item.layer]);
      }
    }
    Map<ConvLayer, int[]> byLayer = new LinkedHashMap<>();
    for (int l = 0; l < ranks.length; l++) {
      byLayer.put(layers.get(l).layer(), ranks[l]);
    }
    return byLayer;
  }

  private static void add(int channel, int[] ranks) {
    if (channel >= 0) {
      ranks[channel]++;
    } else {
      Arrays.setAll(ranks, i -> ranks[i] + 1);
    }
  }
}
