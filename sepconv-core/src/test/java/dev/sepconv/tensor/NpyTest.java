package dev.sepconv.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @EnumSource(value = ElementType.class, names = "BFLOAT16", mode = EnumSource.Mode.EXCLUDE)
  void everyElementTypeComesBack(ElementType t) {
    for (Shape shape : new Shape[] {Shape.SCALAR, Shape.of(5), Shape.of(2, 0), Shape.of(2, 3, 4)}) {
      Tensor x = Tensor.zeros(t, shape);
      for (int i = 0; i < x.size(); i++) {
        x.setLong(i, i % 2 == 0 ? i + 1 : -i);
      }
      Path file = dir.resolve("x.npy");

      Npy.write(file, x);

      assertThat(Npy.read(file)).isEqualTo(x);
    }
  }

  @Test
  void moreThanOneChunk() {
    Tensor x = Tensor.zeros(ElementType.FLOAT64, Shape.of(300_001));
    for (int i = 0; i < x.size(); i++) {
      x.setDouble(i, i);
    }
    Path file = dir.resolve("large.npy");

    Npy.write(file, x);

    assertThat(Npy.read(file)).isEqualTo(x);
  }

  @Test
  void bfloat16BecomesFloat32() {
    Tensor x = Tensor.zeros(ElementType.BFLOAT16, Shape.of(1));
    x.setDouble(0, 1.5);
    Path file = dir.resolve("b.npy");

    Npy.write(file, x);

    assertThat(Npy.read(file)).isEqualTo(Tensor.of(Shape.of(1), new float[] {1.5f}));
  }

  @Test
  void writtenAsNumPyWrites() throws IOException {
    Path file = dir.resolve("n.npy");

    Npy.write(file, Tensor.of(Shape.of(1), new float[] {1}));

    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(128 + 4);
    assertThat(new String(bytes, 10, 118, StandardCharsets.ISO_8859_1))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }")
        .endsWith(" \n");
    assertThat(Arrays.copyOfRange(bytes, 128, 132)).containsExactly(0, 0, 0x80, 0x3f);
    // Nothing is left beside it.
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  private Path file(int version, String header, byte... data) throws IOException {
    int fixed = version == 1 ? 10 : 12;
    ByteBuffer out =
        ByteBuffer.allocate(fixed + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) version).put((byte) 0);
    if (version == 1) {
      out.putShort((short) header.length());
    } else {
      out.putInt(header.length());
    }
    out.put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
    return Files.write(dir.resolve("given.npy"), out.array());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionAndByteOrder(int version) throws IOException {
    Path big =
        file(
            version,
            "{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }\n",
            (byte) 1,
            (byte) 2,
            (byte) -1,
            (byte) -2);

    assertThat(Npy.read(big).toLongs()).containsExactly(0x102, -2);
  }

  @Test
  void columnsFirst() throws IOException {
    Path file =
        file(
            1,
            "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }",
            (byte) 1,
            (byte) 4,
            (byte) 2,
            (byte) 5,
            (byte) 3,
            (byte) 6);

    Tensor x = Npy.read(file);

    assertThat(x.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(x.toLongs()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), } ; dtype '<c8'",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), } ; dtype '|O'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), } ; truncated: its header promises"
            + " 12 bytes of elements (float32 3), but there are 8",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } ; too long",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), } ; no tensor can have",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), } ; expected one dtype",
        "{} ; expected one dtype"
      },
      quoteCharacter = '"')
  void whatIsWrongIsSaid(String header, String message) throws IOException {
    Path file = file(1, header, new byte[8]);

    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void filesThatAreNone() throws IOException {
    Path text = Files.writeString(dir.resolve("t.npy"), "this is not an array");
    Path empty = Files.write(dir.resolve("e.npy"), new byte[0]);
    Path cut =
        Files.write(
            dir.resolve("c.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 9, 9});

    assertThatThrownBy(() -> Npy.read(text)).hasMessageContaining("is not a .npy file");
    assertThatThrownBy(() -> Npy.read(empty)).hasMessageContaining("is not a .npy file");
    assertThatThrownBy(() -> Npy.read(cut)).hasMessageContaining("is truncated");
    assertThatThrownBy(() -> Npy.read(dir.resolve("none.npy")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("there is no file");
    assertThatThrownBy(() -> Npy.write(dir.resolve("no/x.npy"), Tensor.scalar(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be written");
  }
}
