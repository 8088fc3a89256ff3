package dev.sepconv.engine.runtime;

import dev.sepconv.kernel.Workers;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Persistent threads that wait for work by spinning for a while, then parking: a network has some
/// fifty short steps, and waking a parked thread takes longer than many of them. One caller at a
/// time has them; another caller meanwhile works alone.
///
/// Work is divided into one share per thread. Each begins with its own; the caller then takes those
/// that nobody has begun, so that it never waits for a thread that the system has not woken yet or
/// has no core for.
public final class WorkerPool {
  /// Long enough to bridge the gap between two steps, short enough not to burn a core between two
  /// calls.
  private static final int SPINS = 20_000;

  /// Counters lie this many ints apart, each in a cache line of its own.
  private static final int LINE = 16;

  private final Thread[] threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Team team = new Team();
  private final AtomicInteger done = new AtomicInteger();
  // Read by all workers at every step: the generation says that there is something new.
  private final AtomicInteger generation = new AtomicInteger();
  // The last generation whose share was begun, by worker; whoever advances it does the share.
  private final AtomicIntegerArray begun;
  private volatile boolean closed;
  private int items;
  // What team.run was given: the part is of the context's type.
  private Workers.@Nullable SharedPart<Object> part;
  private @Nullable Object context;
  private volatile @Nullable Throwable failure;

  /// Starts threads, daemons that end with the program or when the pool is closed.
  ///
  /// @param count how many threads work together, the caller's included
  public WorkerPool(int count) {
    threads = new Thread[Math.max(count, 1) - 1];
    begun = new AtomicIntegerArray((threads.length + 1) * LINE);
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
        share(worker, seen);
      }
    }
  }

  /// Does a worker's share, unless somebody has begun it.
  private void share(int worker, int now) {
    // A thread that comes late finds its share of this generation taken; the fields below may
    // belong to the next one by then, and are read after the share is its own.
    if (!begun.compareAndSet(worker * LINE, now - 1, now)) {
      return;
    }
    int n = items;
    int count = count();
    int from = (int) ((long) n * worker / count);
    int to = (int) ((long) n * (worker + 1) / count);
    if (from < to) {
      try {
        Objects.requireNonNull(part).run(Objects.requireNonNull(context), worker, from, to);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    done.incrementAndGet();
  }

  private final class Team implements Workers {
    @Override
    public int count() {
      return WorkerPool.this.count();
    }

    @Override
    @SuppressWarnings("unchecked") // context and part come and go together
    public <C> void run(int count, C call, SharedPart<C> work) {
      if (count < 2) {
        CALLER.run(count, call, work);
        return;
      }
      items = count;
      context = call;
      part = (SharedPart<Object>) work;
      failure = null;
      done.set(0);
      int now = generation.incrementAndGet();
      for (Thread t : threads) {
        // Costs nothing while the thread spins; a parked one needs it.
        LockSupport.unpark(t);
      }
      for (int worker = 0; worker <= threads.length; worker++) {
        share(worker, now);
      }
      while (done.get() <= threads.length) {
        Thread.onSpinWait();
      }
      // It holds the memory of the call and the weights of the model; the pool outlives both.
      part = null;
      context = null;
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
