package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void nothingAsksForEverything() {
    Options o = Options.parse();
    assertThat(o.forks()).isEqualTo(3);
    assertThat(o.threads()).containsExactly(1, 2);
    assertThat(o.networks()).isEqualTo(Networks.ALL);
    assertThat(o.parts()).containsExactly(Options.Part.values());
    assertThat(o.quick()).isFalse();
    assertThat(o.json()).isEmpty();
  }

  @Test
  void everyOptionIsHeard() {
    Options o =
        Options.parse(
            "--forks",
            "5",
            "--threads",
            "4,1",
            "--networks",
            "resnet18,mobilenet_v2",
            "--only",
            "jars,networks",
            "--json",
            "out.json");
    assertThat(o.forks()).isEqualTo(5);
    assertThat(o.threads()).containsExactly(1, 4);
    assertThat(o.networks()).containsExactly("resnet18", "mobilenet_v2");
    assertThat(o.parts()).containsExactlyInAnyOrder(Options.Part.NETWORKS, Options.Part.JARS);
    assertThat(o.json()).contains(Path.of("out.json"));
  }

  @Test
  void quickIsOneForkUnlessMoreAreAskedFor() {
    assertThat(Options.parse("--quick").forks()).isEqualTo(1);
    assertThat(Options.parse("--forks", "2", "--quick").forks()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--fork 3, there is no option '--fork'",
    "--forks, --forks needs a value",
    "--forks 0, --forks is '0'",
    "'--threads 1,x', --threads is 'x'",
    "--networks mobilenet, did you mean 'mobilenet_v1'",
    "--only peers, there is no part 'peers'",
  })
  void mistakesAreNamed(String line, String message) {
    assertThatThrownBy(() -> Options.parse(line.split(" ", -1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
