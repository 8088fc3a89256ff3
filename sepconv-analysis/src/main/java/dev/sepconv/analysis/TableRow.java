package dev.sepconv.analysis;

import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// One line of the default table: a layer, a module that holds layers, or a module whose layers are
/// summed up because they lie deeper than the table shows.
///
/// @param name the last part of the path
/// @param type the module's class or the operator
/// @param depth how many modules it lies in
/// @param heading whether it only introduces the lines below it
/// @param kernel the window
/// @param outputs what comes out
/// @param params parameters counted here
/// @param shared whether all its parameters were counted earlier
/// @param cost the arithmetic
/// @param bytes bytes read and written
/// @param field the receptive field
record TableRow(
    String name,
    String type,
    int depth,
    boolean heading,
    String kernel,
    List<TensorType> outputs,
    long params,
    boolean shared,
    Cost cost,
    long bytes,
    Optional<ReceptiveField> field) {

  static TableRow heading(String name, String type, int depth) {
    return new TableRow(
        name, type, depth, true, "", List.of(), 0, false, Cost.NONE, 0, Optional.empty());
  }

  static TableRow of(Layer l, String name, int depth) {
    return new TableRow(
        name,
        l.type(),
        depth,
        false,
        l.geometry().map(Geometry::text).orElse(""),
        l.outputs(),
        l.params(),
        l.params() == 0 && l.sharedParams() > 0,
        l.cost(),
        l.bytes(),
        l.field());
  }

  /// @return this and a later layer of the same module as one
  TableRow plus(Layer l) {
    return new TableRow(
        name,
        type,
        depth,
        false,
        "",
        l.outputs().isEmpty() ? outputs : l.outputs(),
        Math.addExact(params, l.params()),
        false,
        cost.plus(l.cost()),
        Math.addExact(bytes, l.bytes()),
        l.field());
  }
}
