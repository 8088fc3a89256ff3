package dev.sepconv.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.kernel.Workers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every item is done once and before the call returns, whoever does it.
class WorkerPoolTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyItemIsDoneOnce(int threads) {
    WorkerPool pool = new WorkerPool(threads);
    Workers workers = pool.take();
    // More threads than cores, so that some come late and find their share done.
    for (int run = 0; run < 5000; run++) {
      int items = run % 11;
      int[] done = new int[items];
      workers.run(
          items,
          (_, from, to) -> {
            for (int i = from; i < to; i++) {
              done[i]++;
            }
          });
      assertThat(Arrays.stream(done).allMatch(n -> n == 1)).as("run %d", run).isTrue();
    }
    pool.giveBack(workers);
    pool.close();
  }

  @Test
  void aShareBelongsToOneWorker() {
    WorkerPool pool = new WorkerPool(4);
    Workers workers = pool.take();
    AtomicIntegerArray inside = new AtomicIntegerArray(4);
    for (int run = 0; run < 2000; run++) {
      workers.run(
          8,
          (worker, from, to) -> {
            assertThat(inside.incrementAndGet(worker)).isOne();
            assertThat(from).isEqualTo(2 * worker);
            assertThat(to).isEqualTo(2 * worker + 2);
            inside.decrementAndGet(worker);
          });
    }
    pool.giveBack(workers);
    pool.close();
  }

  @Test
  void parkedThreadsAreNotWaitedFor() throws InterruptedException {
    WorkerPool pool = new WorkerPool(2);
    Workers workers = pool.take();
    for (int run = 0; run < 20; run++) {
      // Long enough that the thread gives up spinning.
      Thread.sleep(5);
      int[] sum = new int[2];
      workers.run(2, (worker, from, _) -> sum[worker] = from + 1);
      assertThat(sum).containsExactly(1, 2);
    }
    pool.giveBack(workers);
    pool.close();
  }

  @Test
  void whatAShareThrowsIsThrown() {
    WorkerPool pool = new WorkerPool(3);
    Workers workers = pool.take();
    for (int thrower = 0; thrower < 3; thrower++) {
      int t = thrower;
      assertThatThrownBy(() ->
              workers.run(
                  3,
                  (worker, _, _) -> {
                    if (worker == t) {
                      throw new IllegalStateException("share " + t);
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("share " + t);
    }
    pool.giveBack(workers);
    pool.close();
  }
}
