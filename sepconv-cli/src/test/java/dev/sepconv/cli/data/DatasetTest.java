package dev.sepconv.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.cli.image.Fit;
import dev.sepconv.cli.image.ImageInput;
import dev.sepconv.cli.image.Normalization;
import dev.sepconv.cli.image.Preparation;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Value;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
  @TempDir Path dir;

  private static final class Any extends Module {
    @Override
    protected Value forward(Value x) {
      return x.relu();
    }
  }

  private static Graph taking(long... dims) {
    return new Any().trace("net", 0, dims);
  }

  private static Dataset open(Path path, long... dims) {
    return Dataset.of(taking(dims), Map.of("input", path), DatasetTest::plain);
  }

  /// Pixels as they are.
  private static Preparation plain(String input, TensorType type) {
    ImageInput target =
        ImageInput.of(input, type, Optional.empty(), Optional.empty(), Optional.empty());
    return new Preparation(
        target,
        Fit.STRETCH,
        Normalization.of(
            target.channels(),
            target.element(),
            Optional.of(1f),
            Optional.of(new float[] {0}),
            Optional.of(new float[] {1})));
  }

  private static float[] values(Samples samples, int from, int to) {
    return Objects.requireNonNull(samples.batch(from, to).get("input")).floats();
  }

  private Path idx(int[] dims, int... bytes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(0x800 + dims.length);
    for (int d : dims) {
      out.writeInt(d);
    }
    for (int b : bytes) {
      out.writeByte(b);
    }
    return Files.write(dir.resolve("data-idx"), file.toByteArray());
  }

  private void gray(String name, int value) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 4; i++) {
      image.getRaster().setSample(i % 2, i / 2, 0, value);
    }
    Path file = dir.resolve("photos").resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void aFolderIsSortedByPath() throws IOException {
    gray("b/1.png", 3);
    gray("a/z/2.PNG", 2);
    gray("a-c.png", 1);
    gray("c.png", 4);
    gray(".hidden/1.png", 90);
    gray("b/.thumb.png", 91);
    Files.writeString(dir.resolve("photos/labels.txt"), "1");
    Dataset data = open(dir.resolve("photos"), 1, 1, 1);
    assertThat(data.folder().orElseThrow().pictures())
        .containsExactly("a-c.png", "a/z/2.PNG", "b/1.png", "c.png");
    assertThat(data.folder().orElseThrow().subfolders()).containsExactly("a", "b");
    assertThat(values(data.samples(), 0, 4)).containsExactly(1, 2, 3, 4);
    assertThat(values(data.samples(), 2, 3)).containsExactly(3);
    assertThat(values(data.samples().choose(3, 0, 3), 0, 3)).containsExactly(4, 1, 4);
  }

  @Test
  void picturesOfTheRightSizeStayAsTheyAre() throws IOException {
    Path file = idx(new int[] {2, 2, 3}, IntStream.range(200, 212).toArray());
    Dataset data = open(file, 1, 2, 3);
    assertThat(data.samples().count()).isEqualTo(2);
    // The three weights of gray sum to 1 but for rounding.
    assertThat(values(data.samples(), 1, 2))
        .containsExactly(new float[] {206, 207, 208, 209, 210, 211}, within(1e-4f));
    assertThat(data.description())
        .containsExactly("input 'input': " + file + ", 2x3 as they are, gray, nchw, pixel");
    // Gray in every channel.
    assertThat(values(open(file, 3, 2, 3).samples(), 0, 1))
        .startsWith(200, 201, 202, 203, 204, 205, 200)
        .hasSize(18);
  }

  @Test
  void othersAreResized() throws IOException {
    Path file = idx(new int[] {1, 2, 2}, 10, 10, 30, 30);
    Dataset data = open(file, 1, 1, 1);
    assertThat(values(data.samples(), 0, 1)).containsExactly(20);
    assertThat(data.description().getFirst()).contains("stretch to 1x1, gray");
  }

  @Test
  void coloursAreTheLastDimensionOfAnIdxFile() throws IOException {
    Path file = idx(new int[] {1, 1, 2, 3}, 1, 2, 3, 11, 12, 13);
    assertThat(values(open(file, 3, 1, 2).samples(), 0, 1)).containsExactly(1, 11, 2, 12, 3, 13);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,1,2,2 | uint8 1x1x2x2; expected pictures: number x height x width",
        "4 | uint8 4; expected pictures",
        "0,2,2 | uint8 0x2x2; expected pictures",
      })
  void whatHoldsNoPicturesIsRefused(String dims, String expected) throws IOException {
    int[] sizes = Arrays.stream(dims.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    Path file = idx(sizes, new int[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)]);
    assertThatThrownBy(() -> open(file, 1, 2, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file + " is ")
        .hasMessageContaining(expected);
  }

  @Test
  void arraysHaveTheShapeOfTheInput() throws IOException {
    Path file = dir.resolve("x.npy");
    Npy.write(file, Tensor.of(Shape.of(3, 2), new float[] {1, 2, 3, 4, 5, 6}));
    assertThat(values(open(file, 2).samples(), 1, 3)).containsExactly(3, 4, 5, 6);
    assertThatThrownBy(() -> open(file, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("x.npy is float32[3, 2], but input 'input' expects float32[?, 3]");
    Npy.write(file, Tensor.of(Shape.of(0, 2), new float[0]));
    assertThatThrownBy(() -> open(file, 2)).hasMessageContaining("holds no samples");
    Npy.write(file, Tensor.vector(1, 2));
    assertThatThrownBy(() -> open(file, 2)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aChoiceIsRandomWithoutRepeatAndSorted() throws IOException {
    Path file = dir.resolve("x.npy");
    float[] all = new float[100];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    Npy.write(file, Tensor.of(Shape.of(100, 1), all));
    Dataset data = open(file, 1);
    assertThat(values(data.first(3).samples(), 0, 3)).containsExactly(0, 1, 2);
    float[] ten = values(data.random(10, 1).samples(), 0, 10);
    assertThat(ten).isSorted().doesNotHaveDuplicates();
    assertThat(values(data.random(10, 1).samples(), 0, 10)).isEqualTo(ten);
    assertThat(values(data.random(10, 2).samples(), 0, 10)).isNotEqualTo(ten);
    assertThat(values(data.random(100, 1).samples(), 0, 100)).isEqualTo(all);
    int[] two = data.first(20).random(2, 0).pick(IntStream.range(0, 100).toArray());
    assertThat(Arrays.stream(two)).hasSize(2).allMatch(n -> n < 20);
  }
}
