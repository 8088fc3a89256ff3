package dev.sepconv.tensor;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// NumPy's `.npy` files: one array each.
public final class Npy {
  private static final int CHUNK = 1 << 20;

  private Npy() {}

  /// Reads format versions 1 to 3 of either byte order, in C or Fortran order.
  ///
  /// @param file the file
  /// @return its array, row-major
  /// @throws InvalidInputException if the file cannot be read, is no `.npy` file, is truncated or
  ///   too long, or has elements that no tensor has
  public static Tensor read(Path file) {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      NpyHeader header = NpyHeader.read(in, file);
      Shape shape = header.stored();
      long need = (long) shape.elements() * header.element().bytes();
      long have = in.size() - in.position();
      if (have != need) {
        throw new InvalidInputException(
            file
                + (have < need ? " is truncated: " : " is too long: ")
                + "its header promises "
                + need
                + " bytes of elements ("
                + header.element()
                + " "
                + header.shape()
                + "), but there are "
                + have);
      }
      Tensor stored = Tensor.zeros(header.element(), shape);
      transfer(stored, header.order(), CHUNK, buffer -> fill(in, buffer, file), true);
      return header.fortran() ? rowMajor(stored, header.shape()) : stored;
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + file, e);
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Writes a little-endian file in C order, format version 1. bfloat16, which NumPy lacks, becomes
  /// float32. The file appears whole or not at all: it is written beside its place, then moved.
  ///
  /// @param file the file, replaced if it exists
  /// @param tensor the array
  /// @throws InvalidInputException if the file cannot be written
  public static void write(Path file, Tensor tensor) {
    Tensor t =
        tensor.element() == ElementType.BFLOAT16
            ? Tensor.of(tensor.shape(), tensor.toFloats())
            : tensor;
    WholeFile.write(
        file,
        out -> {
          drain(out, NpyHeader.of(t).bytes());
          transfer(t, ByteOrder.LITTLE_ENDIAN, CHUNK, buffer -> drain(out, buffer), false);
        });
  }

  /// Fills a buffer from a file, or empties it into one.
  @FunctionalInterface
  private interface Mover {
    void move(ByteBuffer buffer) throws IOException;
  }

  /// Moves all elements through buffers of up to `chunk` bytes.
  private static void transfer(Tensor t, ByteOrder order, int chunk, Mover mover, boolean reading)
      throws IOException {
    int width = t.element().bytes();
    int most = chunk / width;
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(most, t.size()) * width).order(order);
    int n;
    for (int at = 0; at < t.size(); at += n) {
      n = Math.min(most, t.size() - at);
      buffer.clear().limit(n * width);
      if (reading) {
        mover.move(buffer);
        buffer.flip();
        get(buffer, t, at, n);
      } else {
        put(buffer, t, at, n);
        buffer.position(0).limit(n * width);
        mover.move(buffer);
      }
    }
  }

  private static void get(ByteBuffer buffer, Tensor t, int at, int n) {
    switch (t.array()) {
      case byte[] a -> {
        buffer.get(a, at, n);
        for (int i = at; t.element() == ElementType.BOOL && i < at + n; i++) {
          a[i] = (byte) (a[i] != 0 ? 1 : 0);
        }
      }
      case short[] a -> buffer.asShortBuffer().get(a, at, n);
      case int[] a -> buffer.asIntBuffer().get(a, at, n);
      case long[] a -> buffer.asLongBuffer().get(a, at, n);
      case float[] a -> buffer.asFloatBuffer().get(a, at, n);
      case double[] a -> buffer.asDoubleBuffer().get(a, at, n);
      default -> throw new IllegalStateException("no tensor has a " + t.array().getClass());
    }
  }

  private static void put(ByteBuffer buffer, Tensor t, int at, int n) {
    switch (t.array()) {
      case byte[] a -> buffer.put(a, at, n);
      case short[] a -> buffer.asShortBuffer().put(a, at, n);
      case int[] a -> buffer.asIntBuffer().put(a, at, n);
      case long[] a -> buffer.asLongBuffer().put(a, at, n);
      case float[] a -> buffer.asFloatBuffer().put(a, at, n);
      case double[] a -> buffer.asDoubleBuffer().put(a, at, n);
      default -> throw new IllegalStateException("no tensor has a " + t.array().getClass());
    }
  }

  /// Fills the buffer or says that the file ends before.
  static void fill(FileChannel in, ByteBuffer buffer, Path file) throws IOException {
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new InvalidInputException(
            file + " is truncated: it ends after " + in.size() + " bytes");
      }
    }
  }

  private static void drain(FileChannel out, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  /// From the first axis fastest to the last axis fastest.
  private static Tensor rowMajor(Tensor stored, Shape shape) {
    Tensor out = Tensor.zeros(stored.element(), shape);
    int[] index = new int[shape.rank()];
    for (int i = 0; i < out.size(); i++) {
      int from = 0;
      for (int a = index.length - 1; a >= 0; a--) {
        from = from * shape.dim(a) + index[a];
      }
      System.arraycopy(stored.array(), from, out.array(), i, 1);
      for (int a = index.length - 1; a >= 0 && ++index[a] == shape.dim(a); a--) {
        index[a] = 0;
      }
    }
    return out;
  }
}
