package dev.sepconv.cli.command;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.AnalysisJson;
import dev.sepconv.analysis.Explain;
import dev.sepconv.analysis.LayerTable;
import dev.sepconv.analysis.OtherCounters;
import dev.sepconv.analysis.SepconvTable;
import dev.sepconv.analysis.TorchInfoTable;
import dev.sepconv.analysis.TorchSummaryTable;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.graph.Graph;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `sepconv summary`: a network's layers and what they cost.
@Command(
    name = "summary",
    abbreviateSynopsis = true,
    header = "Show a network's layers, parameters, MACs and memory.",
    description = {
      "Counts without running anything or reading a weight. One MAC is one multiply-add, one MAC is"
          + " two FLOP. Bias, normalisation, activations, pooling and additions are element"
          + " operations of their own. What has no rule is listed as not counted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv summary zoo:mobilenet_v2",
      "  sepconv summary net.onnx --input 1x3x320x320 --format json",
      "  sepconv summary zoo:resnet18 --style torchinfo --columns output_size,num_params,mult_adds",
      "  sepconv summary zoo:article-separable --explain",
    })
public final class SummaryCommand implements Callable<Integer> {
  enum Style {
    SEPCONV,
    TORCHSUMMARY,
    TORCHINFO
  }

  enum Format {
    TEXT,
    JSON,
    CSV,
    MARKDOWN
  }

  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  private static final int MIN_WIDTH = 80;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--style",
      paramLabel = "STYLE",
      defaultValue = "sepconv",
      description = {
        "sepconv (default), torchsummary (as torchsummary 1.5.1 prints it) or torchinfo (as"
            + " torchinfo 1.8.0 does), with their ways of counting."
      })
  private Style style = Style.SEPCONV;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default), json, csv or markdown.")
  private Format format = Format.TEXT;

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description = {
        "For --style torchinfo: input_size, output_size, num_params, params_percent, kernel_size,"
            + " mult_adds, trainable. Default: output_size,num_params."
      })
  private List<String> columns = List.of();

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "-1",
      description = {
        "How many levels of modules are shown; deeper ones are summed up. Default: all; for"
            + " torchinfo 3."
      })
  private int depth = -1;

  @Option(
      names = "--explain",
      description = {
        "Derive every number step by step instead of the table, and say what other tools would"
            + " count."
      })
  private boolean explain;

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "0",
      description = "The most characters in a line, at least 80. Default: the terminal's.")
  private int width;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto (default: on a terminal), always or never.")
  private Color color = Color.AUTO;

  /// Made by picocli.
  public SummaryCommand() {}

  @Override
  public Integer call() {
    check();
    Graph graph = model.graph();
    spec.commandLine().getOut().print(render(graph));
    return 0;
  }

  private void check() {
    if (format != Format.TEXT && style != Style.SEPCONV) {
      throw usage(
          "--style "
              + lower(style)
              + " is text only; --format "
              + lower(format)
              + " goes with --style sepconv");
    }
    if (!columns.isEmpty() && style != Style.TORCHINFO) {
      throw usage("--columns goes with --style torchinfo only");
    }
    if (depth >= 0 && (style == Style.TORCHSUMMARY || format != Format.TEXT)) {
      throw usage("--depth goes with --style sepconv or torchinfo as text only");
    }
    if (explain && (style != Style.SEPCONV || format != Format.TEXT)) {
      throw usage("--explain goes with --style sepconv as text only");
    }
    if (width != 0 && width < MIN_WIDTH) {
      throw usage("--width " + width + " is too narrow; it must be at least " + MIN_WIDTH);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  private String render(Graph graph) {
    int columnsOfText = width != 0 ? width : Math.max(Terminal.columns(), MIN_WIDTH);
    return switch (style) {
      case TORCHSUMMARY -> TorchSummaryTable.render(graph);
      case TORCHINFO ->
          TorchInfoTable.render(
              graph,
              columns.isEmpty()
                  ? TorchInfoTable.DEFAULT_COLUMNS
                  : columns.stream().map(TorchInfoTable.Column::of).toList(),
              depth < 0 ? TorchInfoTable.DEFAULT_DEPTH : depth);
      case SEPCONV -> {
        Analysis analysis = Analysis.of(graph);
        yield switch (format) {
          case JSON -> AnalysisJson.render(analysis);
          case CSV -> LayerTable.csv(analysis);
          case MARKDOWN -> LayerTable.markdown(analysis);
          case TEXT ->
              explain
                  ? Explain.render(analysis)
                      + "\nWhat other tools would say\n\n"
                      + OtherCounters.render(analysis, columnsOfText)
                  : SepconvTable.render(
                      analysis,
                      new SepconvTable.Options(
                          columnsOfText, coloured(), depth < 0 ? Integer.MAX_VALUE : depth));
        };
      }
    };
  }

  private boolean coloured() {
    return switch (color) {
      case AUTO -> Ansi.AUTO.enabled();
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }
}
