package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.cli.output.ExitCode;
import dev.sepconv.cli.output.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final int WIDEST = 100;

  @Test
  void withoutACommandItSaysWhatThereIs() {
    Cli.Result r = Cli.run();
    assertThat(r.code()).isZero();
    assertThat(r.out())
        .contains("Usage: sepconv", "summary", "compare", "run", "verify", "Exit codes:");
    assertThat(r.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "summary",
        "compare",
        "zoo",
        "run",
        "plan",
        "evaluate",
        "measure",
        "export",
        "verify",
        "completion"
      })
  void everyCommandExplainsItself(String command) {
    Cli.Result r = command.isEmpty() ? Cli.run("--help") : Cli.run(command, "--help");
    assertThat(r.code()).isZero();
    assertThat(r.err()).isEmpty();
    assertThat(r.out()).contains("Usage: sepconv", "Example");
    assertThat(r.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(WIDEST));
  }

  @Test
  void versionNamesJava() {
    assertThat(Cli.run("--version").out()).startsWith("sepconv ").contains("Java 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frobnicate | unknown command 'frobnicate'",
        "zo | unknown command 'zo'",
        "run | missing required parameter: 'MODEL'",
        "run a.onnx b.onnx | unexpected argument 'b.onnx'",
        "run --colour x zoo:resnet8 | unknown option '--colour'",
        "run zoo:resnet8 --layout diagonal | --layout",
        "run zoo:resnet8 --random --top none | --top",
        "run zoo:resnet8 --random --top 0 | --top must be at least 1",
        "run zoo:resnet8 --random --labels x | --labels needs --top",
        "run zoo:resnet8 --random --threads 0 | --threads 0 must be from 1 to 1024",
        "plan zoo:resnet8 --threads 2000 | --threads 2000 must be from 1 to 1024",
        "export zoo:resnet8 | --output",
        "verify | FOLDER",
      })
  void wrongCommandLines(String args, String expected) {
    Cli.Result r = Cli.run(args.split(" ", -1));
    assertThat(r.code()).isEqualTo(ExitCode.USAGE);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("sepconv: ").contains(expected).contains(" --help' for help.");
    assertThat(r.err().lines().count()).isEqualTo(2);
  }

  @Test
  void completionIsAScript() {
    Cli.Result r = Cli.run("completion");
    assertThat(r.code()).isZero();
    assertThat(r.out()).startsWith("#!/usr/bin/env bash").contains("--image");
  }

  @Test
  void everyKindOfTroubleIsOneLine() {
    assertThat(report(new NoSuchFileException("a.onnx")))
        .isEqualTo("1 sepconv: a.onnx: no such file or folder\n");
    assertThat(report(new AccessDeniedException("a.onnx")))
        .isEqualTo("1 sepconv: a.onnx: permission denied\n");
    assertThat(report(new OutOfMemoryError("Java heap space")))
        .startsWith("1 sepconv: out of memory (the limit is ")
        .contains("SEPCONV_JAVA_OPTS=-Xmx");
    assertThat(report(new IllegalStateException("two\nlines")))
        .isEqualTo(
            "70 sepconv: unexpected java.lang.IllegalStateException: two lines; this is a mistake in"
                + " sepconv, please report it (--verbose shows the trace)\n");
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, 0, 1, sepconv: standard output: No space left on device",
    "Broken pipe, 0, 1, ''",
    "No space left on device, 2, 2, ''",
  })
  void whatCannotBePrintedIsAnError(String reason, int code, int expected, String said) {
    Output out =
        new Output(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException(reason);
              }
            });
    StringWriter err = new StringWriter();
    PrintWriter printer = new PrintWriter(out, false, StandardCharsets.UTF_8);
    assertThat(Main.execute(printer, new PrintWriter(err), "zoo")).isZero();
    assertThat(Main.delivered(code, out, new PrintWriter(err))).isEqualTo(expected);
    assertThat(err.toString().strip()).isEqualTo(said);
  }

  private static String report(Throwable problem) {
    StringWriter err = new StringWriter();
    int code = ErrorReport.print(problem, new PrintWriter(err), false);
    return code + " " + err;
  }
}
