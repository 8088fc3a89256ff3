package dev.sepconv.cli.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// How a stored picture has to be turned to stand upright, as cameras note it in EXIF.
enum Orientation {
  UPRIGHT,
  FLIP_HORIZONTAL,
  ROTATE_180,
  FLIP_VERTICAL,
  TRANSPOSE,
  ROTATE_CLOCKWISE,
  TRANSVERSE,
  ROTATE_COUNTERCLOCKWISE;

  private static final byte[] EXIF_HEADER = {'E', 'x', 'i', 'f', 0, 0};

  /// @param file a whole JPEG, PNG, WebP or TIFF file
  /// @return what its EXIF data say; upright without any
  static Orientation of(byte[] file) {
    return exif(file).flatMap(Orientation::fromTiff).orElse(UPRIGHT);
  }

  /// @return whether rows become columns
  boolean swapsAxes() {
    return switch (this) {
      case UPRIGHT, FLIP_HORIZONTAL, ROTATE_180, FLIP_VERTICAL -> false;
      case TRANSPOSE, ROTATE_CLOCKWISE, TRANSVERSE, ROTATE_COUNTERCLOCKWISE -> true;
    };
  }

  /// @param stored the picture as it is in the file
  /// @return the picture upright
  Pixels apply(Pixels stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int w = stored.width();
    int h = stored.height();
    int outW = swapsAxes() ? h : w;
    int outH = swapsAxes() ? w : h;
    Pixels out = new Pixels(outW, outH, new float[stored.rgb().length]);
    for (int y = 0; y < outH; y++) {
      for (int x = 0; x < outW; x++) {
        int from =
            switch (this) {
              case UPRIGHT -> stored.at(y, x);
              case FLIP_HORIZONTAL -> stored.at(y, w - 1 - x);
              case ROTATE_180 -> stored.at(h - 1 - y, w - 1 - x);
              case FLIP_VERTICAL -> stored.at(h - 1 - y, x);
              case TRANSPOSE -> stored.at(x, y);
              case ROTATE_CLOCKWISE -> stored.at(h - 1 - x, y);
              case TRANSVERSE -> stored.at(h - 1 - x, w - 1 - y);
              case ROTATE_COUNTERCLOCKWISE -> stored.at(x, w - 1 - y);
            };
        System.arraycopy(stored.rgb(), from, out.rgb(), out.at(y, x), Pixels.CHANNELS);
      }
    }
    return out;
  }

  private static Optional<Orientation> fromTiff(byte[] tiff) {
    try (var in = new ByteArrayImageInputStream(tiff)) {
      Entry entry = new TIFFReader().read(in).getEntryById(TIFF.TAG_ORIENTATION);
      return entry != null && entry.getValue() instanceof Number n
          ? fromNumber(n.intValue())
          : Optional.empty();
    } catch (IOException | RuntimeException _) {
      // Damaged EXIF data say nothing about how the picture stands; every viewer shows it as it is.
      return Optional.empty();
    }
  }

  private static Optional<Orientation> fromNumber(int tag) {
    return switch (tag) {
      case 1 -> Optional.of(UPRIGHT);
      case 2 -> Optional.of(FLIP_HORIZONTAL);
      case 3 -> Optional.of(ROTATE_180);
      case 4 -> Optional.of(FLIP_VERTICAL);
      case 5 -> Optional.of(TRANSPOSE);
      case 6 -> Optional.of(ROTATE_CLOCKWISE);
      case 7 -> Optional.of(TRANSVERSE);
      case 8 -> Optional.of(ROTATE_COUNTERCLOCKWISE);
      default -> Optional.empty();
    };
  }

  /// The EXIF block, itself a small TIFF file.
  private static Optional<byte[]> exif(byte[] file) {
    if (startsWith(file, 0, "II*\0") || startsWith(file, 0, "MM\0*")) {
      return Optional.of(file);
    } else if (startsWith(file, 0, "\u00FF\u00D8")) {
      return jpegSegment(file);
    } else if (startsWith(file, 0, "\u0089PNG")) {
      return chunk(file, 8, "eXIf", true);
    } else if (startsWith(file, 0, "RIFF") && startsWith(file, 8, "WEBP")) {
      return chunk(file, 12, "EXIF", false);
    }
    return Optional.empty();
  }

  private static Optional<byte[]> jpegSegment(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    int at = 2;
    while (at + 4 <= in.limit() && in.get(at) == (byte) 0xFF) {
      int marker = in.get(at + 1) & 0xFF;
      if (marker == 0xFF) {
        at++;
        continue;
      }
      int length = in.getShort(at + 2) & 0xFFFF;
      // After the start of scan there is picture data only.
      if (marker == 0xDA || length < 2 || at + 2 + length > in.limit()) {
        return Optional.empty();
      }
      if (marker == 0xE1 && startsWith(file, at + 4, "Exif\0\0")) {
        return Optional.of(Arrays.copyOfRange(file, at + 4 + EXIF_HEADER.length, at + 2 + length));
      }
      at += 2 + length;
    }
    return Optional.empty();
  }

  /// PNG: length, name, data, checksum, big endian. RIFF: name, length, data padded to even.
  private static Optional<byte[]> chunk(byte[] file, int start, String name, boolean png) {
    ByteBuffer in =
        ByteBuffer.wrap(file).order(png ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long at = start;
    while (at + 8 <= in.limit()) {
      int head = (int) at;
      long length = in.getInt(png ? head : head + 4) & 0xFFFF_FFFFL;
      if (at + 8 + length > in.limit()) {
        return Optional.empty();
      }
      if (startsWith(file, png ? head + 4 : head, name)) {
        byte[] data = Arrays.copyOfRange(file, head + 8, head + 8 + (int) length);
        // Some writers of WebP put the header of the JPEG segment before the block.
        return Optional.of(
            startsWith(data, 0, "Exif\0\0")
                ? Arrays.copyOfRange(data, EXIF_HEADER.length, data.length)
                : data);
      }
      at += 8 + length + (png ? 4 : length % 2);
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] data, int at, String latin1) {
    byte[] start = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return at + start.length <= data.length
        && Arrays.equals(data, at, at + start.length, start, 0, start.length);
  }
}
