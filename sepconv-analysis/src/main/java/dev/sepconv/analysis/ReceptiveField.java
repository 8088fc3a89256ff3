package dev.sepconv.analysis;

import java.util.List;

/// How much of the network's input one output element sees, per spatial axis, and how far apart two
/// neighbouring elements look.
///
/// @param size the receptive field
/// @param stride the effective stride
/// @param whole whether it is the whole input whatever its size; then the lists are empty
public record ReceptiveField(List<Long> size, List<Long> stride, boolean whole) {
  /// Everything.
  static final ReceptiveField WHOLE = new ReceptiveField(List.of(), List.of(), true);

  /// Copies the lists.
  public ReceptiveField {
    size = List.copyOf(size);
    stride = List.copyOf(stride);
  }
}
