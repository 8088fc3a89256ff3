package dev.sepconv.bench.torch;

import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The file that `torch.jit.load` reads: a ZIP archive with the code, the module and the constants
/// as pickles of protocol 2, and the elements of each constant in a file of its own.
///
/// The format: `torch/csrc/jit/docs/serialization.md` in PyTorch's source; opcodes: Python's
/// `pickletools`.
final class TorchArchive {
  private static final String ROOT = "network/";

  /// Archives of this version have constants in a file of their own.
  private static final String VERSION = "3\n";

  private static final char PROTO = '\u0080';
  private static final char NEWOBJ = '\u0081';
  private static final char NEWFALSE = '\u0089';
  private static final char GLOBAL = 'c';
  private static final char MARK = '(';
  private static final char TUPLE = 't';
  private static final char EMPTY_TUPLE = ')';
  private static final char EMPTY_DICT = '}';
  private static final char BUILD = 'b';
  private static final char REDUCE = 'R';
  private static final char BINPERSID = 'Q';
  private static final char BINUNICODE = 'X';
  private static final char BININT = 'J';
  private static final char STOP = '.';

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private TorchArchive() {}

  /// Writes an archive.
  ///
  /// @param source code and constants
  /// @return the file's bytes
  static byte[] of(TorchScript.Source source) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      // Weights do not compress.
      zip.setLevel(Deflater.NO_COMPRESSION);
      put(zip, "version", VERSION.getBytes(StandardCharsets.UTF_8));
      put(zip, "data.pkl", module());
      put(zip, "code/__torch__.py", source.code().getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", constants(source.constants()));
      for (int i = 0; i < source.constants().size(); i++) {
        put(zip, "constants/" + i, elements(source.constants().get(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(ROOT + name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] elements(Tensor tensor) {
    float[] floats = tensor.floats();
    ByteBuffer b = ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    b.asFloatBuffer().put(floats);
    return b.array();
  }

  /// The module has no attributes: all that it needs are constants.
  private static byte[] module() {
    TorchArchive pickle = new TorchArchive();
    pickle.op(PROTO).op((char) 2);
    pickle.global("__torch__", TorchScript.MODULE).op(EMPTY_TUPLE).op(NEWOBJ);
    return pickle.op(EMPTY_DICT).op(BUILD).op(STOP).bytes.toByteArray();
  }

  private static byte[] constants(List<Tensor> tensors) {
    TorchArchive pickle = new TorchArchive();
    pickle.op(PROTO).op((char) 2).op(MARK);
    for (int i = 0; i < tensors.size(); i++) {
      pickle.tensor(i, tensors.get(i));
    }
    return pickle.op(TUPLE).op(STOP).bytes.toByteArray();
  }

  /// `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)`.
  private void tensor(int number, Tensor tensor) {
    Shape shape = tensor.shape();
    global("torch._utils", "_rebuild_tensor_v2").op(MARK);
    op(MARK).text("storage").global("torch", "FloatStorage").text(String.valueOf(number));
    text("cpu").number(tensor.size()).op(TUPLE).op(BINPERSID);
    number(0);
    op(MARK);
    for (int axis = 0; axis < shape.rank(); axis++) {
      number(shape.dim(axis));
    }
    op(TUPLE).op(MARK);
    for (int axis = 0; axis < shape.rank(); axis++) {
      int stride = 1;
      for (int inner = axis + 1; inner < shape.rank(); inner++) {
        stride *= shape.dim(inner);
      }
      number(stride);
    }
    op(TUPLE).op(NEWFALSE);
    global("collections", "OrderedDict").op(EMPTY_TUPLE).op(REDUCE);
    op(TUPLE).op(REDUCE);
  }

  private TorchArchive op(char opcode) {
    bytes.write(opcode);
    return this;
  }

  private TorchArchive global(String module, String name) {
    op(GLOBAL);
    bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private TorchArchive text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    op(BINUNICODE).fourBytes(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  private TorchArchive number(int number) {
    return op(BININT).fourBytes(number);
  }

  private TorchArchive fourBytes(int number) {
    bytes.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    return this;
  }
}
