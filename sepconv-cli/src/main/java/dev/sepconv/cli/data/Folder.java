package dev.sepconv.cli.data;

import dev.sepconv.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The pictures in a folder and its subfolders, sorted by path. What begins with a dot is left out,
/// as `ls` does.
///
/// @param root the folder
/// @param pictures their paths below it, with `/` between parts
record Folder(Path root, List<String> pictures) {
  private static final List<String> ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff");

  static Folder of(Path root) {
    try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<String> pictures =
          all.filter(f -> isPicture(f) && Files.isRegularFile(f))
              .map(root::relativize)
              .filter(Folder::isVisible)
              .map(Folder::text)
              .sorted()
              .toList();
      if (pictures.isEmpty()) {
        throw new InvalidInputException(
            "folder " + root + " holds no picture: no file ends in " + String.join(", ", ENDINGS));
      }
      return new Folder(root, pictures);
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(root + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static boolean isVisible(Path file) {
    return parts(file).noneMatch(p -> p.startsWith("."));
  }

  private static String text(Path file) {
    return parts(file).collect(Collectors.joining("/"));
  }

  private static Stream<String> parts(Path file) {
    return StreamSupport.stream(file.spliterator(), false).map(Path::toString);
  }

  Path picture(int number) {
    return root.resolve(pictures.get(number));
  }

  /// The direct subfolders, sorted by name.
  List<String> subfolders() {
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(Files::isDirectory)
          .map(root::relativize)
          .filter(Folder::isVisible)
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(root + " cannot be read: " + e.getMessage(), e);
    }
  }
}
