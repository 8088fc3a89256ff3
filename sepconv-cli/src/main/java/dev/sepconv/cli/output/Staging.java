package dev.sepconv.cli.output;

import dev.sepconv.file.WholeFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A hidden folder in which files are written before they are moved to their place, so that they
/// are there whole or not at all. It goes when it is closed, and when Ctrl-C ends the program.
public final class Staging implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final Path target;
  private final Path folder;
  private final Thread onInterrupt;

  private Staging(Path target, Path folder) {
    this.target = target;
    this.folder = folder;
    onInterrupt = new Thread(this::deleteQuietly, "remove " + folder);
  }

  /// @param target the folder where the files shall be; it must exist
  /// @return a folder inside it
  /// @throws IOException if it does not exist or cannot be written to
  public static Staging in(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      throw new NoSuchFileException(target.toString());
    }
    if (!Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    Staging staging = new Staging(target, temporary(target));
    Runtime.getRuntime().addShutdownHook(staging.onInterrupt);
    return staging;
  }

  private static Path temporary(Path target) throws IOException {
    try {
      return Files.createTempDirectory(target, ".sepconv-");
    } catch (IOException e) {
      // The system's message would name the hidden folder, which says nothing to the user.
      throw new IOException(target + ": no file can be written there", e);
    }
  }

  /// @param name a file's name
  /// @return where to write it
  /// @throws dev.sepconv.error.InvalidInputException if something else than a file has that name
  public Path file(String name) {
    WholeFile.place(target.resolve(name));
    return folder.resolve(name);
  }

  /// Moves everything written to its place.
  ///
  /// @throws IOException if something cannot be moved there
  public void commit() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        WholeFile.move(file, WholeFile.place(target.resolve(file.getFileName().toString())));
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete();
    Runtime.getRuntime().removeShutdownHook(onInterrupt);
  }

  private void deleteQuietly() {
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        delete();
        return;
      } catch (IOException _) {
        // The thread that writes still runs, and may have made a file meanwhile: once more.
        Thread.onSpinWait();
      }
    }
  }

  private void delete() throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    }
  }
}
