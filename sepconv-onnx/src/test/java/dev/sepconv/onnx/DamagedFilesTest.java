package dev.sepconv.onnx;

import static dev.sepconv.onnx.Models.graph;
import static dev.sepconv.onnx.Models.input;
import static dev.sepconv.onnx.Models.integer;
import static dev.sepconv.onnx.Models.ints;
import static dev.sepconv.onnx.Models.model;
import static dev.sepconv.onnx.Models.node;
import static dev.sepconv.onnx.Models.output;
import static dev.sepconv.onnx.Models.random;
import static dev.sepconv.onnx.Models.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.SepconvException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.StringStringEntryProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not right is said in one sentence, by a {@link SepconvException}, whatever it is.
class DamagedFilesTest {
  @TempDir Path folder;

  private static byte[] small() {
    GraphProto.Builder g =
        graph(
            List.of(
                node("Conv", "x w", "c").addAttribute(ints("pads", 1, 1, 1, 1)),
                node("Relu", "c", "r"),
                node("Shape", "r", "s"),
                node("Gather", "s zero", "n"),
                node("Unsqueeze", "n", "n1").addAttribute(ints("axes", 0)),
                node("Concat", "n1 rest", "shape").addAttribute(integer("axis", 0)),
                node("Reshape", "r shape", "flat"),
                node("Gemm", "flat v", "y")));
    input(
        g,
        "x",
        TensorType.of(
            ElementType.FLOAT32, List.of(Dim.symbol("N"), Dim.of(2), Dim.of(4), Dim.of(4))));
    g.addInitializer(tensor("w", random(Shape.of(3, 2, 3, 3), 1)))
        .addInitializer(tensor("v", random(Shape.of(48, 5), 2)))
        .addInitializer(tensor("zero", Tensor.of(Shape.SCALAR, new long[1])))
        .addInitializer(tensor("rest", Tensor.vector(-1)));
    return model(11, output(g, "y")).build().toByteArray();
  }

  private static byte[] classifier() {
    try (InputStream in =
        Objects.requireNonNull(
            DamagedFilesTest.class.getResourceAsStream(
                "/models/ch_ppocr_mobile_v2.0_cls_infer.onnx"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSmallModelIsRight() {
    Graph g = OnnxReader.read(small(), "small");
    assertThat(g.type("y").dims()).containsExactly(Dim.symbol("N"), Dim.of(5));
  }

  @Test
  void truncatedAnywhere() {
    byte[] whole = small();
    for (int n = 0; n < whole.length; n++) {
      readsOrComplains(Arrays.copyOf(whole, n), "cut at " + n);
    }
    byte[] large = classifier();
    for (int n = 1; n < large.length; n += 9973) {
      byte[] cut = Arrays.copyOf(large, n);
      assertThatThrownBy(() -> OnnxReader.read(cut, "cut")).isInstanceOf(SepconvException.class);
    }
  }

  @Test
  void bytesFlippedAnywhere() {
    Random random = new Random(7);
    byte[] whole = small();
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k <= i % 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      readsOrComplains(damaged, "round " + i);
    }
    byte[] large = classifier();
    for (int i = 0; i < 100; i++) {
      byte[] damaged = large.clone();
      for (int k = 0; k < 20; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      readsOrComplains(damaged, "large, round " + i);
    }
  }

  private static void readsOrComplains(byte[] bytes, String what) {
    try {
      OnnxReader.read(bytes, "model").constants().values().forEach(Constant::tensor);
    } catch (SepconvException e) {
      assertThat(e.getMessage()).as(what).isNotBlank();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail(what, e);
    }
  }

  @Test
  void filesThatAreNoModels() throws IOException {
    complains(folder.resolve("absent.onnx"), "absent.onnx does not exist");
    complains(folder, "is a folder");
    complains(write("empty.onnx", ""), "empty.onnx is empty");
    complains(write("text.onnx", "hello, this is text\n"), "found text");
    complains(write("lfs.onnx", "version https://git-lfs.github.com/spec/v1\n"), "Git LFS pointer");
    complains(write("zip.onnx", "PK\u0003\u0004abc"), "ZIP archive");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void complains(Path file, String message) {
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(String.valueOf(file.getFileName()));
  }

  @Test
  void allUnknownOperatorsAtOnce() {
    GraphProto.Builder g =
        graph(
            List.of(
                node("Foo", "x", "a").setName("first"),
                node("Relu", "a", "b"),
                node("Bar", "b", "c").setDomain("com.example").setName("second"),
                node("Foo", "c", "y")));
    byte[] bytes =
        model(13, output(input(g, "x", TensorType.of(ElementType.FLOAT32, 1)), "y"))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> OnnxReader.read(bytes, "m.onnx"))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessage(
            "m.onnx: 2 operators not supported: Foo (nodes first, Foo_3); com.example.Bar (node second)");
  }

  @Test
  void cyclesAndLooseEnds() {
    GraphProto.Builder cycle =
        graph(
            List.of(
                node("Add", "x b", "a").setName("one"),
                node("Relu", "a", "b").setName("two"),
                node("Relu", "b", "y")));
    refused(cycle, InvalidModelException.class, "cycle", "node 'one' (Add)", "node 'two' (Relu)");
    refused(
        graph(List.of(node("Add", "x nothing", "y").setName("sum"))),
        InvalidModelException.class,
        "node 'sum' (Add) reads 'nothing'");
    refused(
        graph(List.of(node("Relu", "x", "y"), node("Abs", "x", "y"))),
        InvalidModelException.class,
        "node 'Relu_0' (Relu) and node 'Abs_1' (Abs) both write 'y'");
    refused(graph(List.of(node("Relu", "x", "z"))), InvalidModelException.class, "output 'y'");
  }

  @Test
  void attributesThatWouldChangeTheMeaning() {
    refused(
        graph(List.of(node("Relu", "x", "y").setName("r").addAttribute(integer("cap", 6)))),
        UnsupportedModelException.class,
        "node 'r' (Relu) has attribute 'cap'");
    refused(
        graph(List.of(node("Cast", "x", "y").addAttribute(integer("to", 17)))),
        UnsupportedModelException.class,
        "node 'Cast_0' (Cast)",
        "'to' = FLOAT8E4M3FN");
    refused(
        graph(List.of(node("Flatten", "x", "y").addAttribute(ints("axis", 1)))),
        InvalidModelException.class,
        "node 'Flatten_0' (Flatten)",
        "'axis'",
        "must be an integer");
  }

  private static void refused(
      GraphProto.Builder g, Class<? extends SepconvException> as, String... message) {
    byte[] bytes =
        model(13, output(input(g, "x", TensorType.of(ElementType.FLOAT32, 2)), "y"))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> OnnxReader.read(bytes, "m.onnx"))
        .isInstanceOf(as)
        .hasMessageStartingWith("m.onnx: ")
        .hasMessageContainingAll(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/hostname", "../secret.bin", "sub/../../secret.bin", "link.bin", ""})
  void externalDataOutsideTheFolder(String location) throws IOException {
    Path inside = Files.createDirectories(folder.resolve("model"));
    Path secret = Files.write(folder.resolve("secret.bin"), new byte[8]);
    Files.createSymbolicLink(inside.resolve("link.bin"), secret);
    assertThatThrownBy(() -> OnnxReader.read(external(inside, location, "0", "8")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("constant 'w'")
        .hasMessageContaining("inside the model's folder");
  }

  @Test
  void externalDataInsideTheFolder() throws IOException {
    Files.write(
        folder.resolve("w.bin"), new byte[] {9, 9, 9, 9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    Graph g = OnnxReader.read(external(folder, "w.bin", "4", "8"));
    assertThat(g.constant("w").orElseThrow().tensor().floats()).containsExactly(1, 2);
    assertThatThrownBy(() -> OnnxReader.read(external(folder, "w.bin", "8", "8")))
        .hasMessageContaining("'w.bin' at byte 8");
    assertThatThrownBy(() -> OnnxReader.read(external(folder, "w.bin", "4", "4")))
        .hasMessageContaining("needs 8 bytes, but declares 4");
    assertThatThrownBy(() -> OnnxReader.read(external(folder, "w.bin", "-4", "8")))
        .hasMessageContaining("offset '-4'");
    assertThatThrownBy(() -> OnnxReader.read(external(folder, "none.bin", "0", "8")))
        .hasMessageContaining("does not exist beside the model");
    byte[] bytes = Files.readAllBytes(external(folder, "w.bin", "4", "8"));
    assertThatThrownBy(() -> OnnxReader.read(bytes, "memory"))
        .hasMessageContaining("was not read from a file");
  }

  private static Path external(Path folder, String location, String offset, String length)
      throws IOException {
    GraphProto.Builder g = graph(List.of(node("Add", "x w", "y")));
    g.addInitializer(
        TensorProto.newBuilder()
            .setName("w")
            .addDims(2)
            .setDataType(1)
            .setDataLocation(1)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", offset))
            .addExternalData(entry("length", length)));
    output(input(g, "x", TensorType.of(ElementType.FLOAT32, 2)), "y");
    return Files.write(folder.resolve("m.onnx"), model(13, g).build().toByteArray());
  }

  private static StringStringEntryProto.Builder entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
  }

  @Test
  void weightsOfALargeModelAreNotTouched() throws IOException {
    // 100 MB of weights: a header, then a hole in a sparse file.
    int elements = 5000 * 5000;
    TensorProto empty =
        TensorProto.newBuilder().setName("w").addDims(5000).addDims(5000).setDataType(1).build();
    GraphProto.Builder g = graph(List.of(node("MatMul", "x w", "y")));
    input(g, "x", TensorType.of(ElementType.FLOAT32, List.of(Dim.symbol("N"), Dim.of(5000))));
    byte[] head = model(13, output(g, "y")).clearGraph().build().toByteArray();
    byte[] rest = g.build().toByteArray();
    byte[] tensor = empty.toByteArray();
    Path file = folder.resolve("large.onnx");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      long data = 4L * elements;
      long tensorBytes = tensor.length + 1 + varint(data).length + data;
      long graphBytes = rest.length + 1 + varint(tensorBytes).length + tensorBytes;
      out.write(head);
      out.write(0x3a);
      out.write(varint(graphBytes));
      out.write(rest);
      out.write(0x2a);
      out.write(varint(tensorBytes));
      out.write(tensor);
      out.write(0x4a);
      out.write(varint(data));
      out.setLength(out.getFilePointer() + data);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Graph read = OnnxReader.read(file);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(Files.size(file)).isGreaterThan(100_000_000);
    assertThat(read.constant("w").orElseThrow().role()).isEqualTo(Constant.Role.PARAMETER);
    assertThat(allocated).as("bytes allocated while reading").isLessThan(10_000_000);
  }

  private static byte[] varint(long value) {
    byte[] out = new byte[10];
    int n = 0;
    long v = value;
    while (v >= 0x80) {
      out[n++] = (byte) (v | 0x80);
      v >>>= 7;
    }
    out[n++] = (byte) v;
    return Arrays.copyOf(out, n);
  }
}
