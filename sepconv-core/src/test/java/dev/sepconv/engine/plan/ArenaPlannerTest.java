package dev.sepconv.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaPlannerTest {
  @Test
  void chainNeedsItsTwoLargestNeighbours() {
    ArenaPlanner planner = new ArenaPlanner();
    long[] sizes = {10, 40, 30, 5};
    for (int i = 0; i < sizes.length; i++) {
      planner.add(sizes[i], i, i + 1);
    }
    assertThat(planner.place().size()).isEqualTo(70);
  }

  @Test
  void blocksThatLiveTogetherNeverOverlap() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      ArenaPlanner planner = new ArenaPlanner();
      int n = 1 + random.nextInt(40);
      long[] size = new long[n];
      int[] first = new int[n];
      int[] last = new int[n];
      for (int i = 0; i < n; i++) {
        size[i] = random.nextInt(50);
        first[i] = random.nextInt(30);
        last[i] = first[i] + random.nextInt(10);
        assertThat(planner.add(size[i], first[i], last[i])).isEqualTo(i);
      }
      var placement = planner.place();
      for (int a = 0; a < n; a++) {
        assertThat(placement.offsets()[a] + size[a]).isLessThanOrEqualTo(placement.size());
        for (int b = 0; b < a; b++) {
          boolean together = first[a] <= last[b] && first[b] <= last[a];
          boolean apart =
              placement.offsets()[a] + size[a] <= placement.offsets()[b]
                  || placement.offsets()[b] + size[b] <= placement.offsets()[a];
          assertThat(apart || !together || size[a] == 0 || size[b] == 0).isTrue();
        }
      }
    }
  }
}
