package dev.sepconv.bench;

import dev.sepconv.engine.Spread;
import java.util.Optional;

/// A row of the target table.
///
/// @param key what the goals call it
/// @param name what it says
/// @param threads how many worked on one call
/// @param sepconv what Sepconv came to; empty where the figure says it all
/// @param peer what it is compared with; empty for none
/// @param unit of the figure
/// @param figure what is held against the goal
/// @param goal the goal; empty where there is none
record Row(
    String key,
    String name,
    int threads,
    Optional<Side> sepconv,
    Optional<Side> peer,
    Unit unit,
    Spread figure,
    Optional<Goal> goal) {
  Optional<Goal.Verdict> verdict() {
    return goal.map(g -> g.judge(figure.median()));
  }
}
