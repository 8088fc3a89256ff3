package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Activation;

/// Elementwise functions on a row.
final class Functions {
  private Functions() {}

  /// Whether it is one of the functions here.
  static boolean has(Activation a) {
    return a.function().isEmpty()
        || switch (a.function().get().kind()) {
          case LEAKY_RELU,
              SIGMOID,
              SILU,
              HARD_SIGMOID,
              HARD_SWISH,
              TANH,
              ELU,
              EXP,
              LOG,
              SQRT,
              ABS,
              NEG,
              RECIPROCAL ->
              true;
          default -> false;
        };
  }

  /// Applies a function and then the range.
  ///
  /// @param a one of {@link #has}
  /// @param x the row, changed in place
  /// @param n its length
  static void apply(Activation a, float[] x, int n) {
    a.function().ifPresent(f -> apply(f, x, n));
    if (a.low() > Float.NEGATIVE_INFINITY) {
      float low = a.low();
      for (int i = 0; i < n; i++) {
        x[i] = Math.max(x[i], low);
      }
    }
    if (a.high() < Float.POSITIVE_INFINITY) {
      float high = a.high();
      for (int i = 0; i < n; i++) {
        x[i] = Math.min(x[i], high);
      }
    }
  }

  private static void apply(Unary f, float[] x, int n) {
    float a = f.alpha();
    switch (f.kind()) {
      case LEAKY_RELU -> {
        for (int i = 0; i < n; i++) {
          x[i] = Math.max(x[i], 0) + a * Math.min(x[i], 0);
        }
      }
      case HARD_SIGMOID -> {
        float b = f.beta();
        for (int i = 0; i < n; i++) {
          x[i] = Math.max(0, Math.min(1, a * x[i] + b));
        }
      }
      case HARD_SWISH -> {
        for (int i = 0; i < n; i++) {
          x[i] *= Math.max(0, Math.min(1, x[i] * (1 / 6f) + 0.5f));
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          x[i] = 1 / (1 + exp(-x[i]));
        }
      }
      case SILU -> {
        for (int i = 0; i < n; i++) {
          x[i] /= 1 + exp(-x[i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          x[i] = (float) Math.tanh(x[i]);
        }
      }
      case ELU -> {
        for (int i = 0; i < n; i++) {
          x[i] = x[i] < 0 ? (float) (a * Math.expm1(x[i])) : x[i];
        }
      }
      case EXP -> {
        for (int i = 0; i < n; i++) {
          x[i] = exp(x[i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < n; i++) {
          x[i] = (float) Math.log(x[i]);
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          x[i] = (float) Math.sqrt(x[i]);
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          x[i] = Math.abs(x[i]);
        }
      }
      case NEG -> {
        for (int i = 0; i < n; i++) {
          x[i] = -x[i];
        }
      }
      case RECIPROCAL -> {
        for (int i = 0; i < n; i++) {
          x[i] = 1 / x[i];
        }
      }
      default -> throw new IllegalStateException("no loop for " + f);
    }
  }

  private static float exp(float x) {
    return (float) Math.exp(x);
  }
}
