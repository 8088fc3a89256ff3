package dev.sepconv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path dir;

  private static WholeFile.Content text(String text) {
    return out -> out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void replacesAFile() throws IOException {
    Path file = Files.writeString(dir.resolve("a"), "something longer");
    WholeFile.write(file, text("new"));
    assertThat(file).hasContent("new");
    WholeFile.write(dir.resolve("b"), text("b"));
    assertThat(dir.resolve("b")).hasContent("b");
    assertNothingBeside(2);
  }

  @Test
  void keepsTheOldFileIfWritingFails() throws IOException {
    Path file = Files.writeString(dir.resolve("a"), "old");
    assertThatThrownBy(() ->
            WholeFile.write(
                file,
                out -> {
                  text("half").writeTo(out);
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + " cannot be written: No space left on device");
    assertThat(file).hasContent("old");
    assertNothingBeside(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void followsLinksAlsoToWhatIsNotThereYet() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("sub"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("sub/real"));
    WholeFile.write(link, text("one"));
    WholeFile.write(link, text("two"));
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("real")).hasContent("two");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refusesWhatIsNoFile() throws IOException {
    assertRefused(dir, "is a folder");
    assertRefused(Path.of("/dev/null"), "is no regular file");
    assertRefused(Files.createSymbolicLink(dir.resolve("n"), Path.of("/dev/null")), "no regular");
    assertRefused(Files.createSymbolicLink(dir.resolve("circle"), Path.of("circle")), "nowhere");
    assertRefused(dir.resolve("none/file"), "its folder does not exist");
    assertNothingBeside(2);
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> WholeFile.write(file, text("x")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private void assertNothingBeside(int files) throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      assertThat(all).hasSize(files);
    }
  }
}
