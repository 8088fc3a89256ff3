package dev.sepconv.cli.output;

import dev.sepconv.cli.option.UsageException;
import dev.sepconv.draw.Picture;
import dev.sepconv.draw.Png;
import dev.sepconv.draw.Svg;
import dev.sepconv.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// A picture's file, in the format that its name ends in.
///
/// @param path where it goes
/// @param format of the picture
public record PictureFile(Path path, Format format) {
  /// Pixels of a PNG per unit of the drawing: sharp on today's screens.
  private static final double SCALE = 2;

  /// The formats of pictures.
  public enum Format {
    /// Lines and text, for browsers and for print.
    SVG,
    /// Pixels.
    PNG
  }

  /// @param option what the user wrote the name after
  /// @param path the name
  /// @return the file
  /// @throws UsageException if the name ends in no format
  public static PictureFile of(String option, Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    for (Format f : Format.values()) {
      if (name.endsWith("." + f.name().toLowerCase(Locale.ROOT))) {
        return new PictureFile(path, f);
      }
    }
    throw new UsageException(option + " " + path + " must end in .svg or .png");
  }

  /// Writes the whole file or nothing.
  ///
  /// @param picture what it shows
  /// @throws IOException if its pixels cannot be encoded
  /// @throws dev.sepconv.error.InvalidInputException if it cannot be written there
  public void write(Picture picture) throws IOException {
    byte[] bytes =
        switch (format) {
          case SVG -> Svg.text(picture).getBytes(StandardCharsets.UTF_8);
          case PNG -> png(picture);
        };
    WholeFile.write(
        path,
        out -> {
          ByteBuffer left = ByteBuffer.wrap(bytes);
          while (left.hasRemaining()) {
            out.write(left);
          }
        });
  }

  private static byte[] png(Picture picture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Png.write(picture, SCALE, out);
    return out.toByteArray();
  }
}
