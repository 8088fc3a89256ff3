package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Resize;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// How one axis is resampled: for every output position the input positions it reads (clamped to
/// the axis) and their weights.
public final class ResizeAxis {
  private final int input;

  /// How many output positions there are.
  final int output;

  /// The input positions that each output reads.
  final int[][] taps;

  /// A weight per tap.
  final double[][] weights;

  /// Whether the output lies outside the input, before clamping.
  final boolean[] outside;

  private ResizeAxis(int input, int output) {
    this.input = input;
    this.output = output;
    taps = new int[output][];
    weights = new double[output][];
    outside = new boolean[output];
  }

  /// How every axis is resampled.
  ///
  /// @param op the attributes
  /// @param inputs as {@link Reference#run} has them; the first one is not read
  /// @param from the input's dimensions
  /// @param to the output's dimensions
  /// @return one per axis
  public static List<ResizeAxis> all(
      Resize op, List<Optional<Tensor>> inputs, Shape from, Shape to) {
    return ResizeReference.axes(op, new Call(op, inputs, 1), from, to);
  }

  /// The input positions that an output position reads.
  ///
  /// @param i the output position
  /// @return one or more, within the axis
  public int[] taps(int i) {
    return taps[i].clone();
  }

  /// What each of them counts.
  ///
  /// @param i the output position
  /// @return a weight per tap
  public double[] weights(int i) {
    return weights[i].clone();
  }

  static ResizeAxis unchanged(int size) {
    ResizeAxis axis = new ResizeAxis(size, size);
    for (int i = 0; i < size; i++) {
      axis.single(i, i);
    }
    return axis;
  }

  private void single(int i, int tap) {
    taps[i] = new int[] {tap};
    weights[i] = new double[] {1};
  }

  /// @param op the attributes
  /// @param input the input size
  /// @param output the output size
  /// @param length the output size before rounding, `scale · input`
  /// @param scale output over input
  /// @param begin where the region of interest begins, 0 to 1
  /// @param end where it ends
  static ResizeAxis of(
      Resize op, int input, int output, double length, double scale, double begin, double end) {
    ResizeAxis axis = new ResizeAxis(input, output);
    for (int i = 0; i < output; i++) {
      double x = coordinate(op.coordinates(), i, input, output, length, scale, begin, end);
      // A shrinking filter with antialiasing is as wide as the inputs that one output stands for.
      double narrow = op.antialias() ? Math.min(scale, 1) : 1;
      axis.outside[i] = x < 0 || x > input - 1;
      if (op.mode() == Resize.Mode.NEAREST) {
        axis.single(i, Math.clamp(round(op.nearest(), x), 0, input - 1));
      } else if (x == Math.rint(x) && narrow == 1) {
        // All other weights are 0; left out, they do not meet an infinity either.
        axis.single(i, Math.clamp((long) x, 0, input - 1));
      } else {
        axis.filter(i, x, narrow, op);
      }
    }
    return axis;
  }

  private void filter(int i, double x, double narrow, Resize op) {
    double floor = Math.floor(x);
    double reach = op.mode() == Resize.Mode.LINEAR ? 1 : 2;
    int first = (int) Math.floor(-reach / narrow) + 1;
    int n = 2 - 2 * first;
    taps[i] = new int[n];
    weights[i] = new double[n];
    double sum = 0;
    for (int t = 0; t < n; t++) {
      double at = floor + first + t;
      double distance = Math.abs(first + t - (x - floor)) * narrow;
      double w = op.mode() == Resize.Mode.LINEAR ? linear(distance) : cubic(distance, op);
      taps[i][t] = (int) Math.clamp(at, 0, input - 1.0);
      weights[i][t] = op.excludeOutside() && (at < 0 || at > input - 1) ? 0 : w;
      sum += weights[i][t];
    }
    for (int t = 0; t < n; t++) {
      weights[i][t] /= sum;
    }
  }

  /// Whether every output is the input at the same place, and there is no more input.
  ///
  /// @return whether the axis stays as it is
  public boolean isUnchanged() {
    boolean same = output == input;
    for (int i = 0; i < output && same; i++) {
      same = taps[i].length == 1 && taps[i][0] == i && weights[i][0] == 1;
    }
    return same;
  }

  private static double coordinate(
      Resize.Coordinates mode,
      int i,
      int input,
      int output,
      double length,
      double scale,
      double begin,
      double end) {
    double halfPixel = (i + 0.5) / scale - 0.5;
    return switch (mode) {
      case HALF_PIXEL -> halfPixel;
      case HALF_PIXEL_SYMMETRIC -> input / 2.0 * (1 - output / length) + halfPixel;
      case PYTORCH_HALF_PIXEL -> length > 1 ? halfPixel : 0;
      case ALIGN_CORNERS -> length == 1 ? 0 : i * (input - 1) / (length - 1);
      case ASYMMETRIC -> i / scale;
      case TF_HALF_PIXEL_FOR_NN -> (i + 0.5) / scale;
      case TF_CROP_AND_RESIZE ->
          begin * (input - 1)
              + (length > 1
                  ? i * (end - begin) * (input - 1) / (length - 1)
                  : (end - begin) * (input - 1) / 2);
    };
  }

  private static int round(Resize.Nearest mode, double x) {
    return (int)
        switch (mode) {
          case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
          case FLOOR -> Math.floor(x);
          case CEIL -> Math.ceil(x);
        };
  }

  private static double linear(double distance) {
    return Math.max(1 - distance, 0);
  }

  private static double cubic(double d, Resize op) {
    double a = op.cubicCoefficient();
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((d - 5) * d + 8) * d * a - 4 * a : 0;
  }
}
