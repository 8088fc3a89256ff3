package dev.sepconv.draw.network;

import dev.sepconv.analysis.Layer;
import dev.sepconv.graph.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What becomes one card: a layer with the normalisation and activations that follow it, or all
/// layers of a module that is not shown in detail.
final class Unit {
  private final String module;
  private final String moduleType;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Unit> repeats = new ArrayList<>();

  private Unit(String module, String moduleType) {
    this.module = module;
    this.moduleType = moduleType;
  }

  /// @param first the layer that the card is about
  static Unit of(Layer first) {
    Unit u = new Unit("", "");
    u.layers.add(first);
    return u;
  }

  /// @param path a module's path
  /// @param type its class
  static Unit ofModule(String path, String type) {
    return new Unit(path, type);
  }

  boolean isModule() {
    return !module.isEmpty();
  }

  void add(Layer layer) {
    layers.add(layer);
  }

  /// Takes over what another one shows.
  void absorb(Unit other) {
    layers.addAll(other.layers);
  }

  /// Takes another one, which does the same later, into the count.
  void repeat(Unit other) {
    repeats.add(other);
  }

  List<Layer> layers() {
    return layers;
  }

  /// @return its layers, then those of its repeats
  List<Layer> allLayers() {
    List<Layer> all = new ArrayList<>(layers);
    repeats.forEach(r -> all.addAll(r.allLayers()));
    return all;
  }

  Layer first() {
    return layers.getFirst();
  }

  String name() {
    return isModule() ? module : first().path();
  }

  String type() {
    return isModule() ? moduleType : first().type();
  }

  /// @return the path of the module it lies in
  String parent() {
    int dot = module.lastIndexOf('.');
    return isModule() ? dot < 0 ? "" : module.substring(0, dot) : first().parent();
  }

  long params() {
    return layers.stream().mapToLong(Layer::params).sum();
  }

  long macs() {
    return layers.stream().mapToLong(Layer::macs).sum();
  }

  /// @param ops the operators of the network's nodes
  /// @return what two units have in common that do the same to tensors of the same size
  String signature(Map<String, Op> ops) {
    StringBuilder b = new StringBuilder(moduleType);
    for (Layer l : layers) {
      b.append(l.type())
          .append(l.nodes().stream().map(ops::get).toList())
          .append(l.inputs())
          .append(l.outputs())
          .append(l.params())
          .append(';');
    }
    return b.toString();
  }
}
