package dev.sepconv.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxTest {
  /// 2 x 1 x 3.
  private static final String GOOD = "00000803 00000002 00000001 00000003 000102 7f80ff";

  @TempDir Path dir;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(dir.resolve("data"), bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void readsPlainAndCompressed() throws IOException {
    Tensor expected = Tensor.of(Shape.of(2, 1, 3), bytes("0001027f80ff"));
    for (byte[] content : new byte[][] {bytes(GOOD), gzip(bytes(GOOD))}) {
      Path file = file(content);
      assertThat(Idx.isIdx(file)).isTrue();
      assertThat(Idx.read(file)).isEqualTo(expected);
    }
    assertThat(expected.getLong(5)).isEqualTo(255);
  }

  @Test
  void aVectorOfLabels() throws IOException {
    assertThat(Idx.read(file(bytes("00000801 00000004 09000203"))).toLongs())
        .containsExactly(9, 0, 2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is not an idx file: it begins with nothing",
        "000008 | is not an idx file: it begins with 00 00 08, expected 00 00 08 and the number",
        "00010803 00000001 | is not an idx file: it begins with 00 01 08 03",
        "00000800 | is not an idx file",
        "00000d01 00000001 00000000 | elements of type 0x0d; only unsigned bytes, 0x08, are read",
        "00000803 00000002 0000 | is truncated: it ends within its 3 dimensions",
        "00000802 00000002 00000003 0001020304 | promises 6 bytes of elements (2x3), but there are 5",
        "00000802 00000002 00000003 00010203040506 | is too long: its header promises 6 bytes",
        "00000802 ffffffff 00000003 00 | is damaged: shape [4294967295, 3]",
        "00000802 7fffffff 7fffffff 00 | is damaged: shape [2147483647, 2147483647]",
        "00000801 7fffff00 00 | promises 2147483392 bytes of elements (2147483392), but there are 1",
      })
  void whatIsWrongIsSaid(String hex, String expected) throws IOException {
    Path plain = file(bytes(hex));
    assertThatThrownBy(() -> Idx.read(plain))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(plain + " ")
        .hasMessageContaining(expected);
    Path compressed = file(gzip(bytes(hex)));
    assertThatThrownBy(() -> Idx.read(compressed))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void damagedCompression() throws IOException {
    byte[] whole = gzip(bytes(GOOD));
    for (int length : new int[] {2, 9, 15, whole.length - 1}) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Idx.read(cut))
          .as("%s bytes", length)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("data is truncated: its gzip stream has no end");
    }
    whole[whole.length - 6] ^= 1;
    Path changed = file(whole);
    assertThatThrownBy(() -> Idx.read(changed))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data is a damaged gzip file: ");
  }

  @Test
  void noFile() {
    Path missing = dir.resolve("missing");
    assertThatThrownBy(() -> Idx.read(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("there is no file " + missing);
    assertThatThrownBy(() -> Idx.read(dir))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void textIsNone() throws IOException {
    assertThat(Idx.isIdx(file(bytes("310a320a")))).isFalse();
    assertThat(Idx.isIdx(file(bytes("31")))).isFalse();
  }
}
