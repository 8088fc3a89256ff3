package dev.sepconv.convert;

import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/// Finds the pointwise weights and the bias that come nearest to the original layer's output, for
/// given depthwise filters: ridge least squares on what the depthwise convolution really gives in
/// the converted network, `min ‖Y - Z A‖² + ε‖A‖²`, in double.
///
/// Aware of the activation (after Zhang et al., 2015), only what survives it counts: where the
/// wanted value is cut off, any value that is cut off too is as good. Then the elementwise step
/// (which value would do?) and the least squares alternate; each round cannot make it worse.
final class Fit {
  private final int rounds;

  /// @param rounds of elementwise steps; 0 for least squares alone
  Fit(int rounds) {
    this.rounds = rounds;
  }

  /// @param layer the layer
  /// @param separable its separable form
  /// @param rows what was seen
  /// @return the same depthwise filters with new pointwise weights and bias
  Separable fit(ConvLayer layer, Separable separable, FitRows rows) {
    int perGroup = separable.components() / layer.groups();
    int ocPerGroup = layer.ocPerGroup();
    float[] pointwise = new float[separable.pointwise().length];
    float[] bias = new float[layer.oc()];
    for (int g = 0; g < layer.groups(); g++) {
      Group group = new Group(layer, rows, g * perGroup, perGroup, g * ocPerGroup, ocPerGroup);
      double[] solution = group.solve();
      for (int o = 0; o < ocPerGroup; o++) {
        for (int m = 0; m < perGroup; m++) {
          pointwise[(g * ocPerGroup + o) * perGroup + m] = (float) solution[m * ocPerGroup + o];
        }
        bias[g * ocPerGroup + o] = (float) solution[perGroup * ocPerGroup + o];
      }
    }
    return separable.with(pointwise, bias);
  }

  /// One group's outputs as a function of its components.
  private final class Group {
    private final ConvLayer layer;
    private final List<float[]> z;
    private final List<float[]> y;
    private final int one;
    private final int first;
    private final int components;
    private final int firstOutput;
    private final int outputs;

    Group(ConvLayer layer, FitRows rows, int first, int components, int firstOutput, int outputs) {
      this.layer = layer;
      this.first = first;
      this.components = components;
      this.firstOutput = firstOutput;
      this.outputs = outputs;
      z = rows.depthwise();
      y = rows.wanted();
      one = z.getFirst().length - 1;
    }

    /// The place of an unknown in a row; the last one is the bias.
    private int column(int unknown) {
      return unknown < components ? first + unknown : one;
    }

    /// @return `(components + 1) x outputs`
    double[] solve() {
      NormalEquations equations = new NormalEquations(gram(), layer.name());
      double[] solution = equations.solve(cross(y)).data;
      for (int r = 0; r < rounds; r++) {
        solution = equations.solve(cross(survivors(solution))).data;
      }
      return solution;
    }

    private DMatrixRMaj gram() {
      int n = components + 1;
      DMatrixRMaj gram = new DMatrixRMaj(n, n);
      IntStream.range(0, n)
          .parallel()
          .forEach(i -> {
            NormalEquations.add(z, column(i), z, first, components, gram.data, i * n);
            NormalEquations.add(z, column(i), z, one, 1, gram.data, i * n + components);
          });
      return gram;
    }

    private DMatrixRMaj cross(List<float[]> target) {
      DMatrixRMaj cross = new DMatrixRMaj(components + 1, outputs);
      IntStream.range(0, components + 1)
          .parallel()
          .forEach(i ->
              NormalEquations.add(
                  z, column(i), target, firstOutput, outputs, cross.data, i * outputs));
      return cross;
    }

    private List<float[]> survivors(double[] solution) {
      ConvLayer.Range range = layer.range();
      return IntStream.range(0, y.size())
          .parallel()
          .mapToObj(r -> {
            float[] target = y.get(r).clone();
            double[] predicted = new double[outputs];
            predict(solution, z.get(r), first, components, one, predicted);
            for (int o = 0; o < outputs; o++) {
              float wanted = target[firstOutput + o];
              if (wanted <= range.low()) {
                target[firstOutput + o] = (float) Math.min(predicted[o], range.low());
              } else if (wanted >= range.high()) {
                target[firstOutput + o] = (float) Math.max(predicted[o], range.high());
              }
            }
            return target;
          })
          .toList();
    }
  }

  /// The pointwise weights and the bias, as {@link #predict(double[], float[], double[])} reads
  /// them.
  ///
  /// @param layer the layer
  /// @param separable its separable form
  /// @return `(components + 1) x oc`, zero between groups
  static double[] transposed(ConvLayer layer, Separable separable) {
    int m = separable.components();
    int perGroup = m / layer.groups();
    int oc = layer.oc();
    double[] matrix = new double[(m + 1) * oc];
    for (int o = 0; o < oc; o++) {
      int group = o / layer.ocPerGroup();
      for (int c = 0; c < perGroup; c++) {
        matrix[(group * perGroup + c) * oc + o] = separable.pointwise()[o * perGroup + c];
      }
      matrix[m * oc + o] = separable.bias()[o];
    }
    return matrix;
  }

  /// `dst = matrixᵀ · z`.
  static void predict(double[] matrix, float[] z, double[] dst) {
    predict(matrix, z, 0, z.length - 1, z.length - 1, dst);
  }

  private static void predict(
      double[] matrix, float[] z, int first, int components, int one, double[] dst) {
    for (int o = 0; o < dst.length; o++) {
      dst[o] = matrix[components * dst.length + o] * z[one];
    }
    for (int m = 0; m < components; m++) {
      double s = z[first + m];
      int row = m * dst.length;
      for (int o = 0; o < dst.length; o++) {
        dst[o] += s * matrix[row + o];
      }
    }
  }
}
