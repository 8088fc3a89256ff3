package dev.sepconv.tensor;

import dev.sepconv.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The idx files of MNIST and its kin: one array of unsigned bytes each, compressed by gzip or not.
///
/// Two zero bytes, the element type (8: unsigned byte), the number of dimensions, the dimensions as
/// big-endian 32-bit integers, the elements.
public final class Idx {
  private static final int UNSIGNED_BYTE = 8;
  private static final int MAGIC_LENGTH = 4;
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};
  private static final int BUFFER = 1 << 16;

  private Idx() {}

  /// Whether a file may be one for {@link #read}, by its first bytes.
  ///
  /// @param file the file
  /// @return whether it begins as an idx file or as one compressed by gzip
  /// @throws InvalidInputException if the file cannot be read
  public static boolean isIdx(Path file) {
    byte[] b = start(file);
    return isGzip(b) || (b.length >= 2 && b[0] == 0 && b[1] == 0);
  }

  /// Reads the array.
  ///
  /// @param file the file
  /// @return its uint8 array, row-major
  /// @throws InvalidInputException if the file cannot be read, is no idx file, is truncated or too
  ///   long, or has elements that are no unsigned bytes
  public static Tensor read(Path file) {
    boolean compressed = isGzip(start(file));
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        InputStream in = compressed ? new GZIPInputStream(raw, BUFFER) : raw) {
      return read(file, in);
    } catch (EOFException e) {
      throw new InvalidInputException(file + " is truncated: its gzip stream has no end", e);
    } catch (ZipException e) {
      throw new InvalidInputException(file + " is a damaged gzip file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Tensor read(Path file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC_LENGTH);
    if (magic.length < MAGIC_LENGTH || magic[0] != 0 || magic[1] != 0 || magic[3] < 1) {
      throw new InvalidInputException(
          file
              + " is not an idx file: it begins with "
              + (magic.length == 0 ? "nothing" : HexFormat.ofDelimiter(" ").formatHex(magic))
              + ", expected 00 00 08 and the number of dimensions");
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw new InvalidInputException(
          file
              + " is an idx file with elements of type 0x"
              + HexFormat.of().toHexDigits(magic[2])
              + "; only unsigned bytes, 0x08, are read");
    }
    Shape shape = shape(file, in, magic[3]);
    // Grows with what arrives: a damaged header must not allocate gigabytes.
    byte[] elements = in.readNBytes(shape.elements());
    if (elements.length < shape.elements()) {
      throw wrongLength(file, "is truncated", shape, "there are " + elements.length);
    }
    if (in.read() >= 0) {
      throw wrongLength(file, "is too long", shape, "there are more");
    }
    return Tensor.of(shape, elements);
  }

  private static Shape shape(Path file, InputStream in, int rank) throws IOException {
    byte[] bytes = in.readNBytes(rank * Integer.BYTES);
    if (bytes.length < rank * Integer.BYTES) {
      throw new InvalidInputException(
          file + " is truncated: it ends within its " + rank + " dimensions");
    }
    long[] dims = new long[rank];
    for (int i = 0; i < bytes.length; i++) {
      dims[i / Integer.BYTES] = dims[i / Integer.BYTES] << Byte.SIZE | (bytes[i] & 0xFF);
    }
    try {
      return Shape.of(dims);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static InvalidInputException wrongLength(
      Path file, String what, Shape shape, String have) {
    return new InvalidInputException(
        file
            + " "
            + what
            + ": its header promises "
            + shape.elements()
            + " bytes of elements ("
            + shape
            + "), but "
            + have);
  }

  private static boolean isGzip(byte[] b) {
    return b.length >= 2 && b[0] == GZIP[0] && b[1] == GZIP[1];
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(2);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InvalidInputException unreadable(Path file, IOException e) {
    return e instanceof NoSuchFileException
        ? new InvalidInputException("there is no file " + file, e)
        : new InvalidInputException(file + " cannot be read: " + e.getMessage(), e);
  }
}
