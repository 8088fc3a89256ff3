package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages written by `report`, `compare` and `draw`.
class ReportCommandTest {
  @TempDir private Path folder = Path.of("");

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String written(Cli.Result r, String name) throws IOException {
    assertThat(r.err()).isEmpty();
    assertThat(r.code()).isZero();
    return Files.readString(folder.resolve(name));
  }

  @Test
  void aPageOfOneNetworkHasItsPicture() throws IOException {
    Cli.Result r = Cli.run("report", "zoo:article-separable", "--no-time", "-o", file("r.html"));
    String html = written(r, "r.html");
    long size = Files.size(folder.resolve("r.html"));
    assertThat(r.out()).isEqualTo("wrote %s: %,d bytes%n".formatted(file("r.html"), size));
    assertThat(html)
        .startsWith("<!doctype html>\n<html lang=\"en\">")
        .contains("\"params\":46", "\"timed\":false", "data-layer=\"depth_conv\"")
        .endsWith("</html>\n");
  }

  @Test
  void timesAreMeasuredOfBoth() throws IOException {
    Cli.Result r =
        Cli.run(
            "report",
            "zoo:article-standard",
            "zoo:article-separable",
            "--lang=zh",
            "--warm-up=0.05",
            "--seconds=0.05",
            "--threads=1",
            "-o",
            file("r.html"));
    assertThat(written(r, "r.html"))
        .contains("<html lang=\"zh-CN\">", "\"timed\":true", "\"speedup\":", "实测")
        .contains("\"theory\":0.3611");
  }

  @Test
  void compareAndDrawWritePagesToo() throws IOException {
    Cli.Result c = Cli.run("compare", "--no-time", "--format", "html", "-o", file("c.html"));
    assertThat(written(c, "c.html")).contains("article-standard against article-separable");
    assertThat(Cli.run("compare", "--no-time", "--format", "html").out())
        .startsWith("<!doctype html>");
    Cli.Result d = Cli.run("draw", "zoo:article-separable", "-o", file("d.html"));
    assertThat(written(d, "d.html")).contains("network graph</title>", "data-layer=");
  }

  @Test
  void mistakesAreSaidAndNothingIsWritten() throws IOException {
    assertThat(Cli.run("report", "-o", file("r.html")).err()).contains("MODEL");
    assertThat(Cli.run("report", "zoo:no", "-o", file("r.html")).err()).contains("no network 'no'");
    assertThat(Cli.run("report", "zoo:resnet18", "-o", folder.toString()).err())
        .contains("is a folder");
    assertThat(Cli.run("report", "zoo:resnet18", "--no-time", "-o", file("none/r.html")).err())
        .contains("its folder does not exist");
    assertThat(Cli.run("report", "zoo:resnet18", "--lang=fr", "-o", file("r.html")).err())
        .contains("--lang", "fr");
    assertThat(Cli.run("compare", "--sweep=size", "--format=html").err())
        .contains("--format html is of two networks");
    assertThat(Cli.run("compare", "-o", file("c.svg")).err())
        .contains("goes with --sweep or --format html only");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
