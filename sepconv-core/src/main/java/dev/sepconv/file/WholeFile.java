package dev.sepconv.file;

import dev.sepconv.error.InvalidInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes files that nobody sees half of: beside their place, then moved there. A symbolic link
/// stays, the file that it names is replaced; a device or a pipe is never replaced.
public final class WholeFile {
  /// As many links in a row as Linux follows.
  private static final int MOST_LINKS = 40;

  private WholeFile() {}

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes everything.
    ///
    /// @param out where it goes; it is closed afterwards
    /// @throws IOException if that fails
    void writeTo(FileChannel out) throws IOException;
  }

  /// Writes a file.
  ///
  /// @param file where it shall be, replaced if it exists
  /// @param content what is in it
  /// @throws InvalidInputException if something else than a file is there, or it cannot be written
  public static void write(Path file, Content content) {
    Path place = place(file);
    Path beside = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel out =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      move(beside, place);
    } catch (IOException e) {
      discard(beside, e);
      throw new InvalidInputException(file + " cannot be written: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    // What the system says about a file names the hidden one, which tells nobody anything.
    return switch (e) {
      case NoSuchFileException _ -> "its folder does not exist";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /// Where a file really goes: symbolic links are followed, also to a file that is not there yet.
  ///
  /// @param file where it shall be
  /// @return the place, no link
  /// @throws InvalidInputException if there is a folder, a device, a pipe, or a circle of links
  public static Path place(Path file) {
    // By the system first: what it shows as links, as /dev/stdout, need not lead to a path.
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + " is a folder; a file of that name is to be written");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new InvalidInputException(
          file + " is no regular file but a device or a pipe; a file is to be written there");
    }
    Path place = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(place); links++) {
      if (links == MOST_LINKS) {
        throw new InvalidInputException(file + " is a symbolic link that leads nowhere");
      }
      try {
        place = place.resolveSibling(Files.readSymbolicLink(place));
      } catch (IOException e) {
        throw new InvalidInputException(file + " is a symbolic link that cannot be read", e);
      }
    }
    return place;
  }

  /// Moves a file, in one step where the file system can.
  ///
  /// @param from the file
  /// @param place where it goes, of {@link #place}; replaced if it exists
  /// @throws IOException if it cannot be moved
  public static void move(Path from, Path place) throws IOException {
    try {
      Files.move(from, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(from, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path part, IOException cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
