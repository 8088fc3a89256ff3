package dev.sepconv.draw.network;

import dev.sepconv.draw.network.ModuleTree.Frame;
import dev.sepconv.draw.network.ModuleTree.Leaf;
import dev.sepconv.draw.network.ModuleTree.Part;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds parts that follow one another and do the same, and leaves the first of them with a count.
/// Two do the same if they have the same layers with the same sizes and wires; nothing else may
/// read from or write into the middle of such a row.
final class Repeats {
  /// Longer patterns than this are not looked for: it would take time, and blocks are shorter.
  private static final int LONGEST = 60;

  /// So many cards at least must be saved: two in a row are read faster than a count.
  private static final int LEAST_SAVED = 2;

  private final Map<Unit, Unit> shownAs = new HashMap<>();
  private final Map<String, Integer> signatures = new HashMap<>();
  private final Map<String, Op> ops = new HashMap<>();
  private Set<Units.Flow> flows;

  private Repeats(List<Units.Flow> flows, Graph graph) {
    this.flows = new LinkedHashSet<>(flows);
    graph.nodes().forEach(n -> ops.put(n.name(), n.op()));
  }

  /// @param root the whole network; its parts change
  /// @param flows between units
  /// @param graph the network
  /// @return the flows that are left
  static Repeats fold(Frame root, List<Units.Flow> flows, Graph graph) {
    Repeats r = new Repeats(flows, graph);
    r.fold(root);
    return r;
  }

  List<Units.Flow> flows() {
    return List.copyOf(flows);
  }

  /// @param unit any unit
  /// @return the one that is drawn for it
  Unit shownAs(Unit unit) {
    Unit u = unit;
    for (Unit next = shownAs.get(u); next != null; next = shownAs.get(u)) {
      u = next;
    }
    return u;
  }

  private void fold(Frame frame) {
    for (Part p : frame.parts()) {
      if (p instanceof Frame f) {
        fold(f);
      }
    }
    List<Part> parts = frame.parts();
    Wires wires = new Wires(parts);
    int[] signature = parts.stream().mapToInt(p -> id(p, wires)).toArray();
    List<Part> kept = new ArrayList<>();
    Set<Unit> dropped = new HashSet<>();
    for (int i = 0; i < parts.size(); ) {
      Row row = longest(signature, wires, i);
      if (row.saved() < 1
          || units(parts.subList(i, i + row.period)).size() * (row.times - 1) < LEAST_SAVED) {
        kept.add(parts.get(i++));
        continue;
      }
      kept.add(collapse(parts, i, row, dropped));
      i += row.period * row.times;
    }
    if (!dropped.isEmpty()) {
      frame.setParts(kept);
      rewire(dropped);
    }
  }

  /// @param period parts of one pattern
  /// @param times how often it comes
  private record Row(int period, int times) {
    int saved() {
      return period * (times - 1);
    }
  }

  private static Row longest(int[] signature, Wires wires, int start) {
    Row best = new Row(1, 1);
    int n = signature.length;
    for (int p = 1; p <= Math.min(LONGEST, (n - start) / 2); p++) {
      int same = 0;
      while (start + p + same < n && signature[start + same] == signature[start + p + same]) {
        same++;
      }
      int times = wires.repeats(start, p, same / p + 1);
      if (p * (times - 1) > best.saved()) {
        best = new Row(p, times);
      }
    }
    return best;
  }

  private Part collapse(List<Part> parts, int start, Row row, Set<Unit> dropped) {
    List<Part> pattern = parts.subList(start, start + row.period);
    List<Unit> first = units(pattern);
    for (int k = 1; k < row.times; k++) {
      int from = start + k * row.period;
      List<Unit> again = units(parts.subList(from, from + row.period));
      for (int u = 0; u < first.size(); u++) {
        first.get(u).repeat(again.get(u));
        shownAs.put(again.get(u), first.get(u));
        dropped.add(again.get(u));
      }
    }
    Frame frame;
    if (row.period == 1 && pattern.getFirst() instanceof Frame f) {
      frame = f;
    } else {
      frame = new Frame("", "");
      frame.setParts(List.copyOf(pattern));
    }
    frame.setTimes(row.times * frame.times());
    return frame;
  }

  /// What the last repeat writes comes from the first; what repeats exchange is left out.
  private void rewire(Set<Unit> dropped) {
    Set<Units.Flow> left = new LinkedHashSet<>();
    for (Units.Flow f : flows) {
      if (dropped.contains(f.to())) {
        continue;
      }
      Unit from = shownAs(f.from());
      Unit to = shownAs(f.to());
      // Only from a repeat to what follows it; a pattern's own wires do not begin in a repeat.
      if (from != to) {
        left.add(new Units.Flow(from, to, f.value()));
      }
    }
    flows = left;
  }

  private static List<Unit> units(List<Part> parts) {
    List<Unit> units = new ArrayList<>();
    parts.forEach(p -> p.units(units));
    return units;
  }

  private int id(Part part, Wires wires) {
    return signatures.computeIfAbsent(signature(part) + wires.inside(part), k -> signatures.size());
  }

  private String signature(Part part) {
    return switch (part) {
      case Leaf(Unit u) -> u.signature(ops);
      case Frame f -> {
        StringBuilder b = new StringBuilder(f.type()).append('×').append(f.times()).append('{');
        f.parts().forEach(p -> b.append(signature(p)));
        yield b.append('}').toString();
      }
    };
  }

  /// What flows between the parts of one frame, by their places.
  private final class Wires {
    private final Map<Unit, Integer> place = new HashMap<>();
    private final Map<Unit, Integer> placeInside = new HashMap<>();
    private final Map<Part, StringBuilder> inside = new HashMap<>();
    private final List<List<Wire>> in = new ArrayList<>();
    private final List<List<Integer>> out = new ArrayList<>();

    /// @param from the part it comes from; -1 for outside of the frame
    /// @param source the unit's place within that part
    /// @param target the unit's place within the part that reads
    private record Wire(int from, int source, int target) {}

    Wires(List<Part> parts) {
      for (int i = 0; i < parts.size(); i++) {
        in.add(new ArrayList<>());
        out.add(new ArrayList<>());
        List<Unit> units = units(List.of(parts.get(i)));
        for (int u = 0; u < units.size(); u++) {
          place.put(units.get(u), i);
          placeInside.put(units.get(u), u);
        }
      }
      for (Units.Flow f : flows) {
        int from = place.getOrDefault(f.from(), -1);
        int to = place.getOrDefault(f.to(), -1);
        int source = placeInside.getOrDefault(f.from(), -1);
        int target = placeInside.getOrDefault(f.to(), -1);
        if (from == to && from >= 0) {
          inside
              .computeIfAbsent(parts.get(from), k -> new StringBuilder())
              .append(source)
              .append('>')
              .append(target)
              .append(' ');
        } else {
          if (to >= 0) {
            in.get(to).add(new Wire(from, source, target));
          }
          if (from >= 0) {
            out.get(from).add(to);
          }
        }
      }
    }

    String inside(Part part) {
      return String.valueOf(inside.getOrDefault(part, new StringBuilder()));
    }

    /// @param start where the pattern begins
    /// @param period how long it is
    /// @param most how often its layers repeat
    /// @return how often its wires do
    int repeats(int start, int period, int most) {
      int times = 1;
      while (times < most && follows(start, period, times)) {
        times++;
      }
      return times;
    }

    /// Whether the pattern's k-th repeat takes its inputs from the one before as the others do, and
    /// is all that reads from it.
    private boolean follows(int start, int period, int k) {
      int begin = start + k * period;
      for (int i = 0; i < period; i++) {
        List<Wire> here = in.get(begin + i);
        List<Wire> first = in.get(start + i);
        List<Wire> second = in.get(start + period + i);
        if (here.size() != first.size()) {
          return false;
        }
        for (int w = 0; w < here.size(); w++) {
          Wire x = here.get(w);
          if (x.from < begin - period || x.target != first.get(w).target) {
            return false;
          }
          boolean own = x.from >= begin;
          Wire like = own ? first.get(w) : second.get(w);
          int shift = own ? k * period : (k - 1) * period;
          if (x.from - shift != like.from || x.source != like.source) {
            return false;
          }
        }
        for (int to : out.get(begin - period + i)) {
          if (to < begin - period || to >= begin + period) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
