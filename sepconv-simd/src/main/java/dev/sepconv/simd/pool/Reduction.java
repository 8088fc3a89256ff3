package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Reduce;
import java.util.Optional;

/// What many numbers become: a sum, a mean, an extreme, …
public enum Reduction {
  SUM,
  MEAN,
  MAX,
  MIN,
  SUM_SQUARE,
  L1,
  L2;

  /// What a node does.
  ///
  /// @param op any operator
  /// @return empty for one that reduces nothing, or in a way that is none of these
  public static Optional<Reduction> of(Op op) {
    return switch (op) {
      case GlobalPool g -> of(g.kind());
      case Pool p -> of(p.kind());
      case Reduce r ->
          switch (r.kind()) {
            case SUM -> Optional.of(SUM);
            case MEAN -> Optional.of(MEAN);
            case MAX -> Optional.of(MAX);
            case MIN -> Optional.of(MIN);
            case SUM_SQUARE -> Optional.of(SUM_SQUARE);
            case L1 -> Optional.of(L1);
            case L2 -> Optional.of(L2);
            case PROD, LOG_SUM, LOG_SUM_EXP -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Optional<Reduction> of(Pool.Kind kind) {
    return switch (kind) {
      case MAX -> Optional.of(MAX);
      case AVERAGE -> Optional.of(MEAN);
      case LP -> Optional.empty();
    };
  }

  /// What every sum begins with.
  float start() {
    return switch (this) {
      case MAX -> Float.NEGATIVE_INFINITY;
      case MIN -> Float.POSITIVE_INFINITY;
      default -> 0;
    };
  }

  /// What one element counts.
  float of(float x) {
    return switch (this) {
      case SUM_SQUARE, L2 -> x * x;
      case L1 -> Math.abs(x);
      default -> x;
    };
  }

  /// Joins two partial results.
  float join(float a, float b) {
    return switch (this) {
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      default -> a + b;
    };
  }

  /// What partial results are joined by.
  Reduction joining() {
    return switch (this) {
      case MAX -> MAX;
      case MIN -> MIN;
      default -> SUM;
    };
  }

  /// The result of everything joined.
  float end(float all, int count) {
    return switch (this) {
      case MEAN -> all / count;
      case L2 -> (float) Math.sqrt(all);
      default -> all;
    };
  }
}
