package dev.sepconv.convert;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Finds depthwise filters that together come nearest to the original layer's output: alternates
/// between the best pointwise weights for given filters (least squares) and better filters for
/// given pointwise weights, one filter after the other (block Gauss-Seidel). All of it follows from
/// second moments, no step can make the fit worse, and which input channel a component filters
/// stays as it is.
final class FilterFit {
  private static final int ROUNDS = 3;
  private static final int SWEEPS = 4;

  /// As in {@link NormalEquations}, of one filter.
  private static final double RIDGE = 1e-6;

  private final String layer;
  private final int taps;
  private final int oc;
  private final int[] channels;
  private final double[] filters;
  private final LayerMoments moments;

  private FilterFit(ConvLayer layer, Separable start, LayerMoments moments) {
    this.moments = moments;
    this.layer = layer.name();
    taps = layer.taps();
    oc = layer.oc();
    channels = start.channels();
    filters = new double[start.depthwise().length];
    for (int i = 0; i < filters.length; i++) {
      filters[i] = start.depthwise()[i];
    }
  }

  /// @param layer a layer without groups
  /// @param start its separable form
  /// @param moments what goes into it and what should come out
  /// @return other depthwise filters; pointwise weights and bias that do not belong to them
  static Separable fit(ConvLayer layer, Separable start, LayerMoments moments) {
    FilterFit fit = new FilterFit(layer, start, moments);
    for (int r = 0; r < ROUNDS; r++) {
      DMatrixRMaj pointwise = fit.pointwise();
      for (int s = 0; s < SWEEPS; s++) {
        fit.sweep(pointwise);
      }
    }
    float[] depthwise = new float[fit.filters.length];
    for (int m = 0; m < fit.channels.length; m++) {
      double length = 0;
      for (int t = 0; t < fit.taps; t++) {
        length += fit.filters[m * fit.taps + t] * fit.filters[m * fit.taps + t];
      }
      double scale = length > 0 ? 1 / Math.sqrt(length) : 1;
      for (int t = 0; t < fit.taps; t++) {
        depthwise[m * fit.taps + t] = (float) (fit.filters[m * fit.taps + t] * scale);
      }
    }
    return new Separable(start.channels(), depthwise, start.pointwise(), start.bias());
  }

  private int row(int component) {
    return channels[component] * taps;
  }

  /// The best pointwise weights and bias, `(components + 1) x oc`.
  private DMatrixRMaj pointwise() {
    int n = channels.length;
    int one = moments.width() - 1;
    DMatrixRMaj gram = new DMatrixRMaj(n + 1, n + 1);
    DMatrixRMaj cross = new DMatrixRMaj(n + 1, oc);
    IntStream.range(0, n)
        .parallel()
        .forEach(c -> {
          for (int d = 0; d < n; d++) {
            gram.set(c, d, product(c, d));
          }
          for (int t = 0; t < taps; t++) {
            double v = filters[c * taps + t];
            gram.add(c, n, v * moments.patch(row(c) + t, one));
            for (int o = 0; o < oc; o++) {
              cross.add(c, o, v * moments.cross(row(c) + t, o));
            }
          }
          gram.set(n, c, gram.get(c, n));
        });
    gram.set(n, n, moments.patch(one, one));
    for (int o = 0; o < oc; o++) {
      cross.set(n, o, moments.cross(one, o));
    }
    return new NormalEquations(gram, layer).solve(cross);
  }

  /// `v_cᵀ C v_d`.
  private double product(int c, int d) {
    double sum = 0;
    for (int p = 0; p < taps; p++) {
      double inner = 0;
      for (int q = 0; q < taps; q++) {
        inner += moments.patch(row(c) + p, row(d) + q) * filters[d * taps + q];
      }
      sum += filters[c * taps + p] * inner;
    }
    return sum;
  }

  /// Solves for every filter while the others stay.
  private void sweep(DMatrixRMaj pointwise) {
    int n = channels.length;
    int one = moments.width() - 1;
    double[] same = new double[n * n];
    IntStream.range(0, n)
        .parallel()
        .forEach(c -> {
          for (int d = 0; d < n; d++) {
            for (int o = 0; o < oc; o++) {
              same[c * n + d] += pointwise.get(c, o) * pointwise.get(d, o);
            }
          }
        });
    DMatrixRMaj square = new DMatrixRMaj(taps, taps);
    DMatrixRMaj right = new DMatrixRMaj(taps, 1);
    DMatrixRMaj filter = new DMatrixRMaj(taps, 1);
    for (int c = 0; c < n; c++) {
      double trace = 0;
      for (int p = 0; p < taps; p++) {
        double sum = 0;
        for (int o = 0; o < oc; o++) {
          sum +=
              pointwise.get(c, o)
                  * (moments.cross(row(c) + p, o)
                      - pointwise.get(n, o) * moments.patch(row(c) + p, one));
        }
        for (int d = 0; d < n; d++) {
          if (d != c) {
            double inner = 0;
            for (int q = 0; q < taps; q++) {
              inner += moments.patch(row(c) + p, row(d) + q) * filters[d * taps + q];
            }
            sum -= same[c * n + d] * inner;
          }
        }
        right.set(p, 0, sum);
        for (int q = 0; q < taps; q++) {
          square.set(p, q, same[c * n + c] * moments.patch(row(c) + p, row(c) + q));
        }
        trace += square.get(p, p);
      }
      if (trace > 0) {
        for (int p = 0; p < taps; p++) {
          square.add(p, p, RIDGE * trace / taps);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(taps);
        if (solver.setA(square.copy())) {
          solver.solve(right, filter);
          System.arraycopy(filter.data, 0, filters, c * taps, taps);
        }
      }
    }
  }
}
