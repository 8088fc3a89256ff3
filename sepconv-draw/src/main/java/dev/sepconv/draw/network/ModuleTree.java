package dev.sepconv.draw.network;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The modules that get a frame, with what lies in them in the order in which it runs: those with
/// at least two parts that do more than call their children one after the other.
final class ModuleTree {
  /// A part of the tree.
  sealed interface Part permits Leaf, Frame {
    /// Adds its units to a list, in order.
    void units(List<Unit> to);
  }

  /// A unit.
  ///
  /// @param unit what is drawn
  record Leaf(Unit unit) implements Part {
    @Override
    public void units(List<Unit> to) {
      to.add(unit);
    }
  }

  /// A module.
  static final class Frame implements Part {
    private final String path;
    private final String type;
    private List<Part> parts = new ArrayList<>();
    private int times = 1;

    Frame(String path, String type) {
      this.path = path;
      this.type = type;
    }

    String path() {
      return path;
    }

    String type() {
      return type;
    }

    int times() {
      return times;
    }

    List<Part> parts() {
      return parts;
    }

    void setParts(List<Part> changed) {
      parts = changed;
    }

    void setTimes(int times) {
      this.times = times;
    }

    @Override
    public void units(List<Unit> to) {
      parts.forEach(p -> p.units(to));
    }
  }

  private final Map<String, ModuleTrace.Module> modules = new HashMap<>();
  private final Map<String, Frame> frames = new HashMap<>();
  private final Frame root = new Frame("", "");

  private ModuleTree(Graph graph) {
    graph.trace().ifPresent(t -> collect(t.root()));
    frames.put("", root);
  }

  /// @param graph the network
  /// @param units its units in order
  /// @return what lies at the top
  static Frame of(Graph graph, List<Unit> units) {
    ModuleTree tree = new ModuleTree(graph);
    units.forEach(u -> tree.frame(u.parent()).parts().add(new Leaf(u)));
    tree.root.setParts(tree.simplified(tree.root));
    return tree.root;
  }

  private void collect(ModuleTrace.Module m) {
    modules.put(m.path(), m);
    m.children().forEach(this::collect);
  }

  private Frame frame(String path) {
    Frame known = frames.get(path);
    if (known != null) {
      return known;
    }
    int dot = path.lastIndexOf('.');
    Frame parent = frame(dot < 0 ? "" : path.substring(0, dot));
    ModuleTrace.Module m = modules.get(path);
    Frame frame = new Frame(path, m == null ? "" : m.type());
    parent.parts().add(frame);
    frames.put(path, frame);
    return frame;
  }

  /// Containers, and frames around a single part, say nothing: their parts take their place.
  private List<Part> simplified(Frame frame) {
    List<Part> all = new ArrayList<>();
    for (Part p : frame.parts()) {
      if (p instanceof Frame f) {
        List<Part> inner = simplified(f);
        ModuleTrace.Module m = modules.get(f.path());
        if (inner.size() < 2 || m == null || m.container()) {
          all.addAll(inner);
        } else {
          f.setParts(inner);
          all.add(f);
        }
      } else {
        all.add(p);
      }
    }
    return all;
  }
}
