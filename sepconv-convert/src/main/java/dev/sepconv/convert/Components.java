package dev.sepconv.convert;

import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/// A layer taken apart: for every input channel i the `oc x k²` matrix `W_i` as a sum of
/// components, a depthwise filter times a column of pointwise weights each, the most important
/// first (network decoupling, Guo et al., BMVC 2018).
///
/// Without data they are those of the singular value decomposition `W_i = U S Vᵀ`. With the second
/// moments `C_i` of the patches that go into the layer they are those of `W_i C_i^½`, so that what
/// is dropped has the least energy in the output: filters `C_i^-½ v_r`, pointwise columns `s_r
/// u_r`.
final class Components {
  /// So little is added to second moments that they can be inverted, relative to their mean.
  private static final double RIDGE = 1e-6;

  private final ConvLayer layer;
  private final double energy;
  private final Channel[] channels;

  /// One input channel.
  ///
  /// @param singular values, descending
  /// @param filters a row per component, of unit length
  /// @param pointwise a column per component
  @SuppressWarnings("ArrayRecordComponent") // written once, read only
  private record Channel(double[] singular, DMatrixRMaj filters, DMatrixRMaj pointwise) {}

  private Components(ConvLayer layer, double energy, Channel[] channels) {
    this.layer = layer;
    this.energy = energy;
    this.channels = channels;
  }

  /// @param layer the layer
  /// @param seen what goes into it
  /// @return its components
  static Components of(ConvLayer layer, Optional<? extends PatchMoments> seen) {
    double[] traces =
        seen.map(s ->
                IntStream.range(0, layer.ic()).mapToDouble(i -> trace(s.of(i), layer)).toArray())
            .orElse(new double[0]);
    double largest = IntStream.range(0, traces.length).mapToDouble(i -> traces[i]).max().orElse(1);
    Channel[] channels =
        IntStream.range(0, layer.ic())
            .parallel()
            .mapToObj(i -> channel(layer, i, seen.map(s -> s.of(i)), largest))
            .toArray(Channel[]::new);
    return new Components(layer, squares(channels), channels);
  }

  private static double trace(double[] c, ConvLayer layer) {
    double sum = 0;
    for (int t = 0; t < layer.taps(); t++) {
      sum += c[t * layer.taps() + t];
    }
    return sum;
  }

  private static double squares(Channel[] channels) {
    double sum = 0;
    for (Channel c : channels) {
      for (double s : c.singular) {
        sum += s * s;
      }
    }
    return sum;
  }

  private static Channel channel(
      ConvLayer layer, int channel, Optional<double[]> moments, double largestTrace) {
    int taps = layer.taps();
    int oc = layer.ocPerGroup();
    int perGroup = layer.ic() / layer.groups();
    float[] all = layer.weights().floats();
    DMatrixRMaj w = new DMatrixRMaj(oc, taps);
    for (int o = 0; o < oc; o++) {
      int from = layer.filter(channel / perGroup * oc + o, channel % perGroup);
      for (int t = 0; t < taps; t++) {
        w.set(o, t, all[from + t]);
      }
    }
    Root root = moments.map(m -> Root.of(m, taps, largestTrace)).orElseGet(() -> Root.none(taps));
    DMatrixRMaj weighted = new DMatrixRMaj(oc, taps);
    CommonOps_DDRM.mult(w, root.half, weighted);
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(oc, taps, false, true, false);
    if (!svd.decompose(weighted.copy())) {
      throw new IllegalStateException(
          "the singular values of layer " + layer.name() + " do not converge");
    }
    return sorted(svd.getSingularValues(), svd.getV(null, true), weighted, root, layer.fullRank());
  }

  /// Components in order of their singular values. The pointwise columns are projections of the
  /// weights, so that all components together are exact however exact the singular values are.
  private static Channel sorted(
      double[] singular, DMatrixRMaj right, DMatrixRMaj weighted, Root root, int rank) {
    int taps = right.numCols;
    int[] order =
        IntStream.range(0, singular.length)
            .boxed()
            .sorted((a, b) -> Double.compare(singular[b], singular[a]))
            .mapToInt(Integer::intValue)
            .limit(rank)
            .toArray();
    double[] values = new double[order.length];
    DMatrixRMaj chosen = new DMatrixRMaj(order.length, taps);
    for (int r = 0; r < order.length; r++) {
      values[r] = singular[order[r]];
      for (int t = 0; t < taps; t++) {
        chosen.set(r, t, right.get(order[r], t));
      }
    }
    DMatrixRMaj filters = new DMatrixRMaj(order.length, taps);
    DMatrixRMaj pointwise = new DMatrixRMaj(weighted.numRows, order.length);
    CommonOps_DDRM.mult(chosen, root.inverse, filters);
    CommonOps_DDRM.multTransB(weighted, chosen, pointwise);
    for (int r = 0; r < order.length; r++) {
      double length = 0;
      for (int t = 0; t < taps; t++) {
        length += filters.get(r, t) * filters.get(r, t);
      }
      length = Math.sqrt(length);
      for (int t = 0; t < taps; t++) {
        filters.set(r, t, filters.get(r, t) / length);
      }
      for (int o = 0; o < pointwise.numRows; o++) {
        pointwise.set(o, r, pointwise.get(o, r) * length);
      }
    }
    return new Channel(values, filters, pointwise);
  }

  /// `C^½` and its inverse.
  private record Root(DMatrixRMaj half, DMatrixRMaj inverse) {
    static Root none(int taps) {
      return new Root(CommonOps_DDRM.identity(taps), CommonOps_DDRM.identity(taps));
    }

    static Root of(double[] moments, int taps, double largestTrace) {
      DMatrixRMaj c = new DMatrixRMaj(taps, taps, true, moments);
      // A channel that is always 0 has no moments of its own.
      double ridge = RIDGE * Math.max(CommonOps_DDRM.trace(c), RIDGE * largestTrace) / taps;
      ridge = Math.max(ridge, Double.MIN_NORMAL);
      for (int t = 0; t < taps; t++) {
        c.add(t, t, ridge);
      }
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(taps, true, true);
      if (!eigen.decompose(c.copy())) {
        throw new IllegalStateException("the eigenvalues of a covariance do not converge");
      }
      DMatrixRMaj half = new DMatrixRMaj(taps, taps);
      DMatrixRMaj inverse = new DMatrixRMaj(taps, taps);
      for (int e = 0; e < taps; e++) {
        double value = Math.max(eigen.getEigenvalue(e).getReal(), ridge);
        DMatrixRMaj v = eigen.getEigenVector(e);
        CommonOps_DDRM.multAddTransB(Math.sqrt(value), v, v, half);
        CommonOps_DDRM.multAddTransB(1 / Math.sqrt(value), v, v, inverse);
      }
      return new Root(half, inverse);
    }
  }

  /// @return the layer
  ConvLayer layer() {
    return layer;
  }

  /// What the output loses without a component, channels taken as independent, as a share of what
  /// all components bring.
  ///
  /// @param channel an input channel
  /// @param component counted from 0, the most important first
  /// @return `s² / Σ s²`
  double loss(int channel, int component) {
    double s = channels[channel].singular[component];
    return energy > 0 ? s * s / energy : 0;
  }

  /// @param rank how many components every channel keeps
  /// @return what the rest of them would bring, as a share of what all do
  double dropped(int rank) {
    double sum = 0;
    for (int i = 0; i < channels.length; i++) {
      for (int r = rank; r < layer.fullRank(); r++) {
        sum += loss(i, r);
      }
    }
    return sum;
  }

  /// @param ranks how many components to keep, per input channel
  /// @return the separable layer of those
  Separable keep(int... ranks) {
    int taps = layer.taps();
    int components = IntStream.of(ranks).sum();
    int perGroup = components / layer.groups();
    int icPerGroup = layer.ic() / layer.groups();
    int[] inputs = new int[components];
    float[] depthwise = new float[components * taps];
    float[] pointwise = new float[layer.oc() * perGroup];
    int m = 0;
    for (int i = 0; i < ranks.length; i++) {
      Channel c = channels[i];
      int group = i / icPerGroup;
      for (int r = 0; r < ranks[i]; r++, m++) {
        inputs[m] = i;
        for (int t = 0; t < taps; t++) {
          depthwise[m * taps + t] = (float) c.filters.get(r, t);
        }
        for (int o = 0; o < layer.ocPerGroup(); o++) {
          pointwise[(group * layer.ocPerGroup() + o) * perGroup + m - group * perGroup] =
              (float) c.pointwise.get(o, r);
        }
      }
    }
    float[] bias = layer.bias().map(b -> b.floats().clone()).orElseGet(() -> new float[layer.oc()]);
    return new Separable(inputs, depthwise, pointwise, bias);
  }
}
