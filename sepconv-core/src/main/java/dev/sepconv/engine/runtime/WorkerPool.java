package dev.sepconv.engine.runtime;

import dev.sepconv.kernel.Workers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Persistent threads that wait for work by spinning for a while, then parking: a network has some
/// fifty short steps, and waking a parked thread takes longer than many of them. One caller at a
/// time has them; another caller meanwhile works alone.
public final class WorkerPool {
  /// Long enough to bridge the gap between two steps, short enough not to burn a core between two
  /// calls.
  private static final int SPINS = 20_000;

  private final Thread[] threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Team team = new Team();
  private final AtomicInteger remaining = new AtomicInteger();
  // Read by all workers at every step: the generation says that the two fields beside it are new.
  private final AtomicInteger generation = new AtomicInteger();
  private volatile boolean closed;
  private int items;
  private Workers.@Nullable Part part;
  private volatile @Nullable Throwable failure;

  /// Starts threads, daemons that end with the program or when the pool is closed.
  ///
  /// @param count how many threads work together, the caller's included
  public WorkerPool(int count) {
    threads = new Thread[Math.max(count, 1) - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] =
          Thread.ofPlatform().daemon().name("sepconv-" + worker).unstarted(() -> work(worker));
    }
    for (Thread t : threads) {
      t.start();
    }
  }

  /// How many threads work together.
  ///
  /// @return the count, the caller's included
  public int count() {
    return threads.length + 1;
  }

  /// Takes the threads for one call.
  ///
  /// @return the team, or the caller alone while somebody else has it
  public Workers take() {
    return threads.length > 0 && busy.compareAndSet(false, true) ? team : Workers.CALLER;
  }

  /// Gives back what {@link #take} returned.
  ///
  /// @param workers the team or the caller alone
  public void giveBack(Workers workers) {
    if (workers == team) {
      busy.set(false);
    }
  }

  /// Ends the threads.
  public void close() {
    closed = true;
    for (Thread t : threads) {
      LockSupport.unpark(t);
    }
  }

  private void work(int worker) {
    int seen = 0;
    while (!closed) {
      int spins = 0;
      while (generation.get() == seen && !closed) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (!closed) {
        seen = generation.get();
        share(worker);
        remaining.decrementAndGet();
      }
    }
  }

  private void share(int worker) {
    int n = items;
    int count = count();
    int from = (int) ((long) n * worker / count);
    int to = (int) ((long) n * (worker + 1) / count);
    Workers.Part p = part;
    if (from < to && p != null) {
      try {
        p.run(worker, from, to);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
  }

  private final class Team implements Workers {
    @Override
    public int count() {
      return WorkerPool.this.count();
    }

    @Override
    public void run(int count, Part work) {
      if (count < 2) {
        CALLER.run(count, work);
        return;
      }
      items = count;
      part = work;
      failure = null;
      remaining.set(threads.length);
      generation.incrementAndGet();
      for (Thread t : threads) {
        // Costs nothing while the thread spins; a parked one needs it.
        LockSupport.unpark(t);
      }
      share(0);
      while (remaining.get() > 0) {
        Thread.onSpinWait();
      }
      // It holds the memory of the call and the weights of the model; the pool outlives both.
      part = null;
      Throwable thrown = failure;
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
    }
  }
}
