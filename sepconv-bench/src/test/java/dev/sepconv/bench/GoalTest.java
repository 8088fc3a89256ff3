package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.bench.Goal.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {
  @ParameterizedTest
  @CsvSource({
    "false, 1.05, 1.30, 1.30, OK",
    "false, 1.05, 1.30, 1.29, BELOW_GOAL",
    "false, 1.05, 1.30, 1.05, BELOW_GOAL",
    "false, 1.05, 1.30, 1.04, BELOW_FLOOR",
    "false, 1.05, 1.30, NaN, BELOW_FLOOR",
    "true, 1.2, 0.34, 0.34, OK",
    "true, 1.2, 0.34, 0.35, BELOW_GOAL",
    "true, 1.2, 0.34, 1.2, BELOW_GOAL",
    "true, 1.2, 0.34, 1.21, BELOW_FLOOR",
    "true, 1, 0.5, Infinity, BELOW_FLOOR",
  })
  void judges(boolean less, double floor, double goal, double value, Verdict verdict) {
    assertThat(new Goal(less, floor, goal).judge(value)).isEqualTo(verdict);
  }

  @Test
  void everyGoalIsNoEasierThanItsFloor() {
    assertThat(Goal.all()).hasSizeGreaterThan(10);
    assertThat(Goal.all().values())
        .allSatisfy(g -> assertThat(g.judge(g.goal())).isEqualTo(Verdict.OK))
        .allSatisfy(
            g -> assertThat(g.less() ? g.floor() >= g.goal() : g.floor() <= g.goal()).isTrue());
  }

  @Test
  void networksOfTheTableHaveGoals() {
    assertThat(Goal.all().keySet())
        .containsAll(Networks.ALL.stream().filter(n -> !n.equals("article-standard")).toList());
  }
}
