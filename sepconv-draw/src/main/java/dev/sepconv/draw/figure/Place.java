package dev.sepconv.draw.figure;

import dev.sepconv.graph.op.Window;

/// Where the window lies along one axis of the input, and the element along that axis of the output
/// that it makes; in pixels from the beginning of each.
///
/// @param window where the window begins; negative in the padding
/// @param extent its length
/// @param element where the output's element begins
record Place(double window, double extent, double element) {
  /// @param scale the figure's scale
  /// @param w how the window slides
  /// @param axis 0 vertical, 1 horizontal
  /// @param input elements of the input
  /// @param output elements of the output
  /// @param part of the way from the first to the last position
  /// @return the place
  static Place of(Scale scale, Window w, int axis, int input, int output, double part) {
    double extent = scale.side(w.extent(axis));
    if (scale.linear()) {
      int at = (int) Math.round((output - 1) * part);
      int first = at * w.stride().get(axis) - w.padBegin(axis, input);
      return new Place(first * scale.unit(), extent, at * scale.unit());
    }
    double from = (scale.side(input) - extent) * part;
    double middle = (from + extent / 2) / scale.side(input);
    double room = scale.side(output) - scale.unit();
    double element = Math.clamp(middle * scale.side(output) - scale.unit() / 2, 0, room);
    return new Place(from, extent, element);
  }
}
