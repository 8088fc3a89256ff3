package dev.sepconv.draw.network;

import java.awt.Color;
import java.util.List;

/// A directed graph as it is to be drawn: cards in nested boxes, connected by labelled arrows.
///
/// @param title the headline
/// @param subtitle the line below it
/// @param cards the nodes
/// @param boxes frames around cards, outer ones before those in them
/// @param edges the arrows
/// @param legend what colours mean
/// @param notes what else the reader has to know, one sentence each
public record Diagram(
    String title,
    String subtitle,
    List<Card> cards,
    List<Box> boxes,
    List<Edge> edges,
    Legend legend,
    List<String> notes) {
  /// No box: at the top.
  public static final int TOP = -1;

  /// Copies the lists.
  public Diagram {
    cards = List.copyOf(cards);
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
    notes = List.copyOf(notes);
  }

  /// A node.
  ///
  /// @param layers the paths of the layers that it shows, as tables call them; empty for an input,
  ///   an output or a parameter
  /// @param lines its text
  /// @param tooltip all of it, nothing cut
  /// @param fill its colour
  /// @param pill whether it has round ends: inputs and outputs
  /// @param times how often it comes one after the other
  /// @param box the index of the innermost box around it, or {@link #TOP}
  public record Card(
      List<String> layers,
      List<Line> lines,
      String tooltip,
      Color fill,
      boolean pill,
      int times,
      int box) {
    /// Copies the lists.
    public Card {
      layers = List.copyOf(layers);
      lines = List.copyOf(lines);
    }
  }

  /// A line of a card.
  ///
  /// @param left what stands at its left end
  /// @param right what stands at its right end; empty for nothing
  /// @param strong whether it is the first to be seen
  public record Line(String left, String right, boolean strong) {}

  /// A frame around cards.
  ///
  /// @param label what they are together
  /// @param type their class, as a second part of the label
  /// @param times how often all of it comes one after the other
  /// @param parent the index of the box around it, or {@link #TOP}
  public record Box(String label, String type, int times, int parent) {}

  /// An arrow.
  ///
  /// @param from the index of a card
  /// @param to the index of another
  /// @param label what flows; empty for none
  public record Edge(int from, int to, String label) {}

  /// What colours mean: a scale, or some colours with their names.
  ///
  /// @param label what the scale measures; empty without one
  /// @param low what its light end means
  /// @param high what its dark end means
  /// @param swatches single colours
  public record Legend(String label, String low, String high, List<Swatch> swatches) {
    /// Copies the list.
    public Legend {
      swatches = List.copyOf(swatches);
    }
  }

  /// A colour with a meaning.
  ///
  /// @param color the colour
  /// @param meaning in a word or two
  public record Swatch(Color color, String meaning) {}
}
