package dev.sepconv.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that is there whole or not at all: it is written beside its place and then moved. What
/// Ctrl-C interrupts is removed.
public final class OutputFile implements AutoCloseable {
  private final Path target;
  private final Path part;

  private OutputFile(Path target, Path part) {
    this.target = target;
    this.part = part;
  }

  /// @param target where the file shall be; its folder must exist
  /// @return the file to be written
  /// @throws IOException if that folder cannot be written to
  public static OutputFile create(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new IOException(target + " is a folder; expected the name of a file to write");
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path part = folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(part);
    Files.createFile(part);
    part.toFile().deleteOnExit();
    return new OutputFile(target, part);
  }

  /// @return where to write
  public Path path() {
    return part;
  }

  /// Puts what was written in its place.
  ///
  /// @throws IOException if it cannot be moved there
  public void commit() throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Removes what was written, unless it was put in its place.
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(part);
  }
}
