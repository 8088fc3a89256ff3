package dev.sepconv.engine;

import dev.sepconv.engine.runtime.WorkerPool;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.kernel.FmaLoop;
import dev.sepconv.kernel.KernelProvider;
import dev.sepconv.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What this machine can do with a number of threads: the yardstick of a measurement.
///
/// @param threads how many threads worked at once
/// @param flopsPerSecond the peak of multiply-adds, two floating-point operations each
/// @param memory how fast memory is, by the size of what is touched, ascending
public record Calibration(int threads, double flopsPerSecond, List<Memory> memory) {
  /// Long beside a barrier between threads, short beside a time slice.
  private static final long TRIAL_NANOS = 1_000_000;

  /// The compiler may take this long over the loop of multiply-adds.
  private static final long STEADY_FMA_NANOS = 500_000_000;

  private static final long STEADY_MEMORY_NANOS = 50_000_000;
  private static final long LONGEST_NANOS = 2_000_000_000;

  /// A rise by less says nothing.
  private static final double NOISE = 1.02;

  /// From what lies in the first-level cache to what lies in no cache; half is read, half written.
  private static final long[] SIZES = {1 << 15, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 27};

  /// Copies the list.
  public Calibration {
    memory = List.copyOf(memory);
  }

  /// The speed of memory for a working set.
  ///
  /// @param bytes of the working set, of all threads together
  /// @param readPerSecond bytes
  /// @param writtenPerSecond bytes
  public record Memory(long bytes, double readPerSecond, double writtenPerSecond) {
    private double seconds(long read, long written) {
      return read / readPerSecond + written / writtenPerSecond;
    }
  }

  /// The threads' sinks lie this many elements apart, so that they share no cache line.
  private static final int APART = 64;

  /// Measures, in a second or two.
  ///
  /// @param threads how many threads work at once
  /// @return what they can do
  public static Calibration of(int threads) {
    if (threads < 1) {
      throw new InvalidInputException("threads is " + threads + "; it must be 1 or more");
    }
    WorkerPool pool = new WorkerPool(threads);
    Workers workers = pool.take();
    try {
      FmaLoop loop = fmaLoop();
      // A sink that is written but never read keeps the arithmetic alive.
      float[] sink = new float[threads * APART];
      double rounds =
          perSecond(
              STEADY_FMA_NANOS,
              repeats ->
                  workers.run(
                      threads,
                      (_, from, to) -> {
                        for (int i = from; i < to; i++) {
                          sink[i * APART] = loop.run(repeats);
                        }
                      }));
      List<Memory> memory = new ArrayList<>();
      for (long size : SIZES) {
        memory.add(memory(workers, threads, size));
      }
      return new Calibration(threads, rounds * threads * loop.flopsPerRound(), memory);
    } finally {
      pool.giveBack(workers);
      pool.close();
    }
  }

  private static FmaLoop fmaLoop() {
    for (KernelProvider p : Providers.found().available()) {
      Optional<FmaLoop> loop = p.fmaLoop();
      if (loop.isPresent()) {
        return loop.get();
      }
    }
    return new ArrayFmaLoop();
  }

  private static Memory memory(Workers workers, int threads, long size) {
    int n = (int) (size / 2 / Float.BYTES);
    float[] src = new float[n];
    float[] dst = new float[n];
    int[] sink = new int[threads * APART];
    // Both are done by vector instructions whatever the compiler makes of a loop: a comparison of
    // equal arrays reads both to their end, a copy reads one and writes the other.
    double comparisons =
        perSecond(
            STEADY_MEMORY_NANOS,
            repeats ->
                workers.run(
                    threads,
                    (worker, _, _) -> {
                      int from = part(n, worker, threads);
                      int to = part(n, worker + 1, threads);
                      for (int r = 0; r < repeats; r++) {
                        sink[worker * APART] += Arrays.mismatch(src, from, to, dst, from, to);
                      }
                    }));
    double copies =
        perSecond(
            STEADY_MEMORY_NANOS,
            repeats ->
                workers.run(
                    threads,
                    (worker, _, _) -> {
                      int from = part(n, worker, threads);
                      int to = part(n, worker + 1, threads);
                      for (int r = 0; r < repeats; r++) {
                        System.arraycopy(src, from, dst, from, to - from);
                      }
                    }));
    double read = comparisons * size;
    double writing = 1 / copies - size / 2.0 / read;
    // Where loads and stores overlap, writing seems to take no time; it is no faster than reading.
    return new Memory(
        size, read, Math.min(read, size / 2.0 / Math.max(writing, Double.MIN_NORMAL)));
  }

  private static int part(int n, int worker, int threads) {
    return (int) ((long) n * worker / threads);
  }

  /// Something that is repeated.
  private interface Work {
    void run(int repeats);
  }

  /// How often a second the work is done at best: other programs only ever slow it down. Goes on
  /// until that has stopped rising, since code is compiled meanwhile.
  private static double perSecond(long steadyNanos, Work work) {
    int repeats = 1;
    double best = 0;
    long begin = System.nanoTime();
    long rose = begin;
    long now = begin;
    while (now - rose < steadyNanos && now - begin < LONGEST_NANOS) {
      long start = System.nanoTime();
      work.run(repeats);
      now = System.nanoTime();
      long nanos = Math.max(1, now - start);
      double rate = repeats * 1e9 / nanos;
      if (rate > best) {
        rose = rate > best * NOISE ? now : rose;
        best = rate;
      }
      if (nanos < TRIAL_NANOS) {
        repeats *= 2;
      } else if (nanos > 4 * TRIAL_NANOS) {
        repeats = Math.max(1, repeats / 2);
      }
    }
    return best;
  }

  /// The least time that memory needs, between the speeds of the nearest sizes that were measured.
  ///
  /// @param read bytes
  /// @param written bytes
  /// @return seconds
  public double memorySeconds(long read, long written) {
    long bytes = read + written;
    Memory below = memory.getFirst();
    for (Memory m : memory) {
      if (m.bytes >= bytes) {
        double share =
            m.bytes == below.bytes || bytes <= below.bytes
                ? 0
                : Math.log((double) bytes / below.bytes) / Math.log((double) m.bytes / below.bytes);
        return (1 - share) * below.seconds(read, written) + share * m.seconds(read, written);
      }
      below = m;
    }
    return below.seconds(read, written);
  }

  /// The least time that arithmetic needs.
  ///
  /// @param macs multiply-adds
  /// @return seconds
  public double fmaSeconds(long macs) {
    return 2.0 * macs / flopsPerSecond;
  }
}
