package dev.sepconv.draw.network;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Layer;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.time.LayerTimes;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// What colours a layer's card: its part of something that all layers share.
///
/// @param label what is shared, for the legend
/// @param value a layer's part of it; empty for a picture without a scale
/// @param text a part for the card; empty where the card says it anyway
/// @param notes what the reader has to know of it
public record Heat(
    String label,
    Optional<ToDoubleFunction<Layer>> value,
    DoubleFunction<String> text,
    List<String> notes) {
  /// Copies the list.
  public Heat {
    notes = List.copyOf(notes);
  }

  /// @return colours by the kind of layer
  public static Heat none() {
    return new Heat("", Optional.empty(), v -> "", List.of());
  }

  /// @return colours by multiply-adds
  public static Heat macs() {
    return new Heat("share of MACs", Optional.of(Layer::macs), v -> "", List.of());
  }

  /// @return colours by parameters
  public static Heat params() {
    return new Heat("share of parameters", Optional.of(Layer::params), v -> "", List.of());
  }

  /// @return colours by bytes read and written
  public static Heat memory() {
    return new Heat(
        "share of bytes moved", Optional.of(Layer::bytes), v -> Numbers.bytes((long) v), List.of());
  }

  /// @param analysis the network
  /// @param times how long its layers take
  /// @param threads how many worked
  /// @return colours by measured time
  public static Heat time(Analysis analysis, LayerTimes times, int threads) {
    boolean divided =
        analysis.layers().stream().map(times::of).anyMatch(t -> t.millis() > 0 && !t.exact());
    String note =
        "Where one step does several layers, its time is divided among them by what each would take"
            + " at best.";
    return new Heat(
        "share of measured time, " + threads + (threads == 1 ? " thread" : " threads"),
        Optional.of(l -> times.of(l).millis()),
        Numbers::millis,
        divided ? List.of(note) : List.of());
  }

  /// @param unit a card's layers
  /// @return their part together
  double of(Unit unit) {
    return value.map(v -> unit.layers().stream().mapToDouble(v).sum()).orElse(0.0);
  }
}
