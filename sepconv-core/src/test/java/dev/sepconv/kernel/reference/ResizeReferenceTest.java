package dev.sepconv.kernel.reference;

import static dev.sepconv.kernel.reference.Run.iota;
import static dev.sepconv.kernel.reference.Run.random;
import static dev.sepconv.kernel.reference.Run.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.graph.op.Resize;
import dev.sepconv.graph.op.Resize.Aspect;
import dev.sepconv.graph.op.Resize.Coordinates;
import dev.sepconv.graph.op.Resize.Mode;
import dev.sepconv.graph.op.Resize.Nearest;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeReferenceTest {
  private static Resize resize(Mode mode, Coordinates coordinates, Nearest nearest) {
    return new Resize(
        mode, coordinates, nearest, -0.75f, false, 0, false, Aspect.STRETCH, List.of());
  }

  private static Tensor scaled(Resize op, Tensor x, double... scales) {
    return Reference.run(
            op, List.of(Optional.of(x), Optional.empty(), Optional.of(vector(scales))), 1)
        .get(0);
  }

  private static Tensor sized(Resize op, Tensor x, long... sizes) {
    return Reference.run(
            op,
            List.of(
                Optional.of(x),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Tensor.vector(sizes))),
            1)
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "ASYMMETRIC, FLOOR, 2, '0 0 1 1 2 2'",
    "ASYMMETRIC, CEIL, 2, '0 1 1 2 2 2'",
    "ASYMMETRIC, ROUND_PREFER_FLOOR, 2, '0 0 1 1 2 2'",
    "ASYMMETRIC, ROUND_PREFER_CEIL, 2, '0 1 1 2 2 2'",
    "HALF_PIXEL, ROUND_PREFER_FLOOR, 2, '0 0 1 1 2 2'",
    "TF_HALF_PIXEL_FOR_NN, FLOOR, 2, '0 0 1 1 2 2'",
    "ALIGN_CORNERS, ROUND_PREFER_FLOOR, 2, '0 0 1 1 2 2'",
    "HALF_PIXEL, ROUND_PREFER_FLOOR, 0.34, '1'"
  })
  void nearest(Coordinates coordinates, Nearest nearest, double scale, String expected) {
    Tensor y = scaled(resize(Mode.NEAREST, coordinates, nearest), iota(3), scale);

    assertThat(
            IntStream.range(0, y.size())
                .mapToObj(i -> Integer.toString((int) y.getDouble(i)))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "HALF_PIXEL, '0 0.25 0.75 1'",
    "PYTORCH_HALF_PIXEL, '0 0.25 0.75 1'",
    "ASYMMETRIC, '0 0.5 1 1'",
    "ALIGN_CORNERS, '0 0.33333334 0.6666667 1'"
  })
  void linear(Coordinates coordinates, String expected) {
    Resize op = resize(Mode.LINEAR, coordinates, Nearest.FLOOR);
    float[] wanted = floats(expected);

    assertThat(scaled(op, iota(2), 2).floats()).containsExactly(wanted, within(1e-6f));
    assertThat(sized(op, iota(2), 4).floats()).containsExactly(wanted, within(1e-6f));
  }

  private static float[] floats(String text) {
    String[] parts = text.split(" ", -1);
    float[] out = new float[parts.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Float.parseFloat(parts[i]);
    }
    return out;
  }

  @Test
  void theGivenScaleCountsNotTheRoundedOne() {
    // 4 · 0.6 = 2.4, so two outputs; their distance is 1 / 0.6, not 4 / 2.
    Resize op = resize(Mode.LINEAR, Coordinates.ASYMMETRIC, Nearest.FLOOR);

    assertThat(scaled(op, iota(4), 0.6).floats())
        .containsExactly(new float[] {0, 1 / 0.6f}, within(1e-6f));
    assertThat(sized(op, iota(4), 2).floats()).containsExactly(0, 2);
  }

  @Test
  void cubicsReproduceWhatTheyShould() {
    Resize op = resize(Mode.CUBIC, Coordinates.HALF_PIXEL, Nearest.FLOOR);

    float[] y = scaled(op, iota(8), 2).floats();

    // Weights of a = -0.75 at a quarter.
    double[] w = {-0.10546875, 0.87890625, 0.26171875, -0.03515625};
    for (int i = 2; i < 5; i++) {
      double expected = 0;
      for (int t = 0; t < 4; t++) {
        expected += w[t] * (i - 1 + t);
      }
      assertThat((double) y[2 * i + 1]).isEqualTo(expected, within(1e-6));
    }
    Resize exclude =
        new Resize(
            Mode.CUBIC,
            Coordinates.HALF_PIXEL,
            Nearest.FLOOR,
            -0.75f,
            true,
            0,
            false,
            Aspect.STRETCH,
            List.of());
    Tensor ones = vector(1, 1, 1);
    for (double v : scaled(exclude, ones, 2).toDoubles()) {
      assertThat(v).isEqualTo(1, within(1e-6));
    }
    // At x = -0.25 the taps -2 and -1 are dropped and the others normalised.
    assertThat(scaled(exclude, iota(2), 2).getDouble(0))
        .isEqualTo(w[0] / (w[1] + w[0]), within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(
      value = Coordinates.class,
      names = {"TF_CROP_AND_RESIZE", "TF_HALF_PIXEL_FOR_NN"},
      mode = EnumSource.Mode.EXCLUDE)
  void theSameSizeIsTheSameTensor(Coordinates coordinates) {
    Tensor x = random(1, 2, 3, 5);

    for (Mode mode : Mode.values()) {
      assertThat(sized(resize(mode, coordinates, Nearest.ROUND_PREFER_FLOOR), x, 2, 3, 5))
          .isEqualTo(x);
    }
  }

  @Test
  void axesAreIndependent() {
    Resize op = resize(Mode.CUBIC, Coordinates.HALF_PIXEL, Nearest.FLOOR);
    Tensor x = random(2, 4, 5);

    Tensor together = scaled(op, x, 2, 0.6);
    Tensor apart = scaled(op, scaled(op, x, 2, 1), 1, 0.6);

    assertThat(together.floats()).containsExactly(apart.floats(), within(1e-5f));
  }

  @Test
  void oneOutputOfMany() {
    Resize op = resize(Mode.LINEAR, Coordinates.PYTORCH_HALF_PIXEL, Nearest.FLOOR);

    assertThat(sized(op, iota(2, 4), 2, 1).floats()).containsExactly(0, 4);
  }

  @Test
  void antialiasingAveragesWhatItSkips() {
    Resize op =
        new Resize(
            Mode.LINEAR,
            Coordinates.HALF_PIXEL,
            Nearest.FLOOR,
            -0.75f,
            false,
            0,
            true,
            Aspect.STRETCH,
            List.of());

    // Half size: a triangle of four taps 1, 3, 3, 1 eighths around x = 2.5.
    Tensor x = vector(0, 8, 0, 0, 0, 16);
    assertThat(sized(op, x, 3).getDouble(1)).isEqualTo(1, within(1e-6));
  }

  @Test
  void cropsAndExtrapolates() {
    Resize op =
        new Resize(
            Mode.LINEAR,
            Coordinates.TF_CROP_AND_RESIZE,
            Nearest.FLOOR,
            -0.75f,
            false,
            10,
            false,
            Aspect.STRETCH,
            List.of());
    List<Optional<Tensor>> in =
        List.of(
            Optional.of(iota(5)),
            Optional.of(vector(0.5, 1.25)),
            Optional.empty(),
            Optional.of(Tensor.vector(4)));

    assertThat(Reference.run(op, in, 1).get(0).floats()).containsExactly(2, 3, 4, 10);
  }

  @Test
  void keepsTheAspect() {
    Tensor x = random(3, 1, 4, 8);
    List<Integer> spatial = List.of(1, 2);

    assertThat(sized(aspect(Aspect.NOT_LARGER, spatial), x, 8, 8).shape())
        .isEqualTo(Shape.of(1, 4, 8));
    assertThat(sized(aspect(Aspect.NOT_SMALLER, spatial), x, 8, 8).shape())
        .isEqualTo(Shape.of(1, 8, 16));
  }

  private static Resize aspect(Aspect aspect, List<Integer> axes) {
    return new Resize(
        Mode.NEAREST,
        Coordinates.HALF_PIXEL,
        Nearest.ROUND_PREFER_FLOOR,
        -0.75f,
        false,
        0,
        false,
        aspect,
        axes);
  }

  @Test
  void nearestKeepsLargeIntegers() {
    long big = (1L << 60) + 1;
    Resize op = resize(Mode.NEAREST, Coordinates.ASYMMETRIC, Nearest.FLOOR);

    Tensor y = scaled(op, Tensor.vector(big), 2);

    assertThat(y.element()).isEqualTo(ElementType.INT64);
    assertThat(Arrays.stream(y.toLongs())).containsExactly(big, big);
  }
}
