package dev.sepconv.draw.figure;

import java.util.List;
import java.util.stream.IntStream;

/// Which of many channels or kernels are drawn, and at which places: all of up to four; of more the
/// first two, a gap, and the last.
///
/// @param count how many there are
record Slots(int count) {
  private static final int MOST = 4;
  private static final int GAP = 2;

  /// @return how many places there are, the gap too
  int places() {
    return Math.min(count, MOST);
  }

  /// @return whether some are left out
  boolean cut() {
    return count > MOST;
  }

  /// @return the places at which something is drawn
  List<Integer> drawn() {
    return IntStream.range(0, places()).filter(p -> !cut() || p != GAP).boxed().toList();
  }

  /// @return the number, from 1, of what is drawn at a place
  int number(int place) {
    return cut() && place > GAP ? count : place + 1;
  }

  /// @return the place where something is left out
  int gap() {
    return GAP;
  }
}
