package dev.sepconv.tensor;

import dev.sepconv.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands before the elements of a `.npy` file: eight bytes of magic and version, a length,
/// and a Python dictionary padded to a multiple of 64 bytes.
///
/// @param element what the elements are
/// @param order their byte order
/// @param fortran whether the first axis is contiguous
/// @param shape the dimensions
record NpyHeader(ElementType element, ByteOrder order, boolean fortran, Shape shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// No header that NumPy writes is anywhere near; a damaged length must not allocate gigabytes.
  private static final int MAX_LENGTH = 1 << 20;

  private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])(.*?)\\1");
  private static final Pattern FORTRAN =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(\\s*((?:\\d+L?\\s*,?\\s*)*)\\)");

  static NpyHeader of(Tensor tensor) {
    return new NpyHeader(tensor.element(), ByteOrder.LITTLE_ENDIAN, false, tensor.shape());
  }

  /// The dimensions in the order in which the elements are stored, the contiguous one last.
  Shape stored() {
    long[] dims = shape.toLongs();
    for (int i = 0; fortran && i < dims.length / 2; i++) {
      long swap = dims[i];
      dims[i] = dims[dims.length - 1 - i];
      dims[dims.length - 1 - i] = swap;
    }
    return Shape.of(dims);
  }

  static NpyHeader read(FileChannel in, Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(8);
    if (in.size() < start.capacity()) {
      throw notNpy(file);
    }
    Npy.fill(in, start, file);
    if (!Arrays.equals(Arrays.copyOf(start.array(), MAGIC.length), MAGIC)) {
      throw notNpy(file);
    }
    int version = start.get(6);
    if (version < 1 || version > 3) {
      throw new InvalidInputException(
          file + " has .npy format version " + version + "; versions 1 to 3 are read");
    }
    ByteBuffer size = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
    Npy.fill(in, size, file);
    long length =
        version == 1 ? Short.toUnsignedInt(size.getShort(0)) : size.getInt(0) & 0xFFFF_FFFFL;
    if (length > MAX_LENGTH) {
      throw new InvalidInputException(
          file + " is damaged: its header claims to be " + length + " bytes long");
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    Npy.fill(in, text, file);
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return parse(new String(text.array(), charset).strip(), file);
  }

  private static InvalidInputException notNpy(Path file) {
    return new InvalidInputException(
        file + " is not a .npy file: it does not begin with \\x93NUMPY");
  }

  private static NpyHeader parse(String text, Path file) {
    Matcher descr = DESCR.matcher(text);
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !fortran.find() || !shape.find()) {
      throw new InvalidInputException(
          file
              + " has the header "
              + text
              + "; expected one dtype such as '<f4', fortran_order and shape");
    }
    String dtype = descr.group(2);
    return new NpyHeader(
        element(dtype, file),
        dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        fortran.group(1).equals("True"),
        shape(shape.group(1), file));
  }

  private static ElementType element(String dtype, Path file) {
    return switch (dtype.isEmpty() || "<>|=".indexOf(dtype.charAt(0)) < 0
        ? dtype
        : dtype.substring(1)) {
      case "f2" -> ElementType.FLOAT16;
      case "f4" -> ElementType.FLOAT32;
      case "f8" -> ElementType.FLOAT64;
      case "i1" -> ElementType.INT8;
      case "i2" -> ElementType.INT16;
      case "i4" -> ElementType.INT32;
      case "i8" -> ElementType.INT64;
      case "u1" -> ElementType.UINT8;
      case "u2" -> ElementType.UINT16;
      case "u4" -> ElementType.UINT32;
      case "u8" -> ElementType.UINT64;
      case "b1" -> ElementType.BOOL;
      default ->
          throw new InvalidInputException(
              file
                  + " has elements of dtype '"
                  + dtype
                  + "'; expected f2, f4, f8, i1 to i8, u1 to u8 or b1");
    };
  }

  private static Shape shape(String list, Path file) {
    try {
      return Shape.of(
          Arrays.stream(list.split(","))
              .map(d -> d.strip().replace("L", ""))
              .filter(d -> !d.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray());
    } catch (NumberFormatException | InvalidInputException e) {
      throw new InvalidInputException(
          file + " has the shape (" + list.strip() + "), which no tensor can have", e);
    }
  }

  private String dtype() {
    String kind =
        switch (element) {
          case FLOAT16, FLOAT32, FLOAT64 -> "f";
          case BOOL -> "b";
          case BFLOAT16 -> throw new IllegalStateException("NumPy has no bfloat16");
          default -> element.isUnsigned() ? "u" : "i";
        };
    return (element.bytes() == 1 ? "|" : "<") + kind + element.bytes();
  }

  /// The header as format version 1.
  ByteBuffer bytes() {
    StringBuilder dims = new StringBuilder();
    for (long d : shape.toLongs()) {
      dims.append(d).append(", ");
    }
    String tuple =
        shape.rank() == 1 ? dims.toString().strip() : dims.toString().replaceAll(", $", "");
    String text =
        "{'descr': '" + dtype() + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
    int fixed = MAGIC.length + 4;
    int total = Math.ceilDiv(fixed + text.length() + 1, 64) * 64;
    ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - fixed));
    out.put(text.getBytes(StandardCharsets.ISO_8859_1));
    while (out.remaining() > 1) {
      out.put((byte) ' ');
    }
    return out.put((byte) '\n').flip();
  }
}
