package dev.sepconv.simd.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every tile against sums written out: every width of a panel, every number of pixels up to three
/// tiles and what is left, with and without addend and range.
@Tag("every-length")
class MicroKernelsTest {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 17, 33, 48, 50, 64, 80, 100, 144})
  void everyElementIsItsChainOfMultiplyAdds(int oc) {
    for (int pixels = 1; pixels <= 38; pixels++) {
      // A range that is open on one side takes the way of one that is not.
      float high = pixels % 2 == 0 ? INFINITY : 0.75f;
      for (boolean adds : new boolean[] {false, true}) {
        check(oc, pixels, adds, -INFINITY, INFINITY);
        check(oc, pixels, adds, -0.5f, high);
      }
    }
  }

  private static void check(int oc, int pixels, boolean adds, float low, float high) {
    Random random = new Random(oc + pixels);
    int k = 1 + random.nextInt(9);
    int aStride = 11;
    float[] a = floats(random, 2 + pixels * aStride + k);
    float[] w = floats(random, oc * k);
    float[] bias = floats(random, oc);
    PackedMatrix m = PackedMatrix.of(w, oc, k, Optional.of(bias).filter(b -> oc != 7));
    float[] range = new float[2 * LANES];
    Arrays.fill(range, 0, LANES, low);
    Arrays.fill(range, LANES, 2 * LANES, high);
    int stride = Math.ceilDiv(oc, LANES) * LANES + 3;
    float[] addend = floats(random, pixels * stride);
    float[] dst = new float[5 + pixels * stride];
    Arrays.fill(dst, 99);
    for (int p = 0; p < m.panels(); p++) {
      MicroKernels.run(
          a,
          2,
          aStride,
          pixels,
          k,
          m.data(),
          m.offset(p),
          m.vectors(p),
          addend,
          adds ? m.channel(p) : -1,
          stride,
          dst,
          5 + m.channel(p),
          stride,
          LANES,
          range);
    }
    for (int x = 0; x < pixels; x++) {
      for (int o = 0; o < oc; o++) {
        float sum = 0;
        for (int i = 0; i < k; i++) {
          sum = Math.fma(a[2 + x * aStride + i], w[o * k + i], sum);
        }
        sum += oc == 7 ? 0 : bias[o];
        sum += adds ? addend[x * stride + o] : 0;
        assertThat(dst[5 + x * stride + o])
            .as("%d pixels, pixel %d, channel %d", pixels, x, o)
            .isEqualTo(Math.min(Math.max(sum, low), high));
      }
      assertThat(Arrays.copyOfRange(dst, 5 + (x + 1) * stride - 3, 5 + (x + 1) * stride))
          .as("what lies between pixels")
          .containsOnly(99);
    }
  }

  private static float[] floats(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = 2 * random.nextFloat() - 1;
    }
    return x;
  }
}
