package dev.sepconv.cli.command;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.time.Profile;
import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.cli.option.ConvOptions;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.MeasureOptions;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.output.RunCounter;
import dev.sepconv.cli.output.Staging;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.draw.Picture;
import dev.sepconv.draw.Png;
import dev.sepconv.draw.Svg;
import dev.sepconv.draw.Typeface;
import dev.sepconv.draw.figure.ConvolutionFigure;
import dev.sepconv.draw.figure.Words;
import dev.sepconv.draw.network.BackwardDiagram;
import dev.sepconv.draw.network.Diagram;
import dev.sepconv.draw.network.DiagramPicture;
import dev.sepconv.draw.network.Dot;
import dev.sepconv.draw.network.Heat;
import dev.sepconv.draw.network.NetworkDiagram;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.file.WholeFile;
import dev.sepconv.graph.Graph;
import dev.sepconv.report.Language;
import dev.sepconv.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv draw`: a network as a picture.
@Command(
    name = "draw",
    abbreviateSynopsis = true,
    header = "Draw a network, or one convolution, as a picture.",
    description = {
      "A card per layer, with the normalisation and activation that follow it in the same card;"
          + " modules as frames, blocks that repeat in a row once with a count. --view backward"
          + " draws what torchviz draws: the gradient functions, and the parameters they feed.",
      "",
      "With --conv IN:OUT instead of MODEL: a normal convolution beside the depthwise and the"
          + " pointwise one in its place, which kernel sees which channels, and how their parameters"
          + " and MACs come about."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv draw zoo:mobilenet_v2 -o mobilenet.svg",
      "  sepconv draw net.onnx --input 1x3x640x640 --color time -o net.png",
      "  sepconv draw zoo:article-separable --view backward -o backward.svg",
      "  sepconv draw --conv 3:4 --kernel 3 --input 3x224x224 -o article.svg",
    })
public final class DrawCommand implements Callable<Integer> {
  enum Coloring {
    MACS,
    PARAMS,
    MEMORY,
    TIME,
    NONE
  }

  enum View {
    FORWARD,
    BACKWARD
  }

  private enum Format {
    SVG,
    PNG,
    DOT,
    HTML
  }

  private static final double MOST_SCALE = 8;
  private static final List<String> OF_NETWORKS =
      List.of("--color", "--depth", "--expand", "--direction", "--view");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME ('sepconv zoo' lists the names).")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "[NAME=]SHAPE",
      description = {
        "Size of an input, such as 1x3x224x224 or image=1x3x224x224; may be repeated.",
        "A batch size that stays open is 1. With --conv: channels x height x width."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      order = 1,
      required = true,
      paramLabel = "FILE",
      description = "The file to write: .svg, .png, .dot for Graphviz, or .html with zoom.")
  private Path output = Path.of("");

  @Option(
      names = "--color",
      order = 2,
      paramLabel = "WHAT",
      defaultValue = "macs",
      description = {
        "What colours a card by its share: macs (default), params, memory (bytes moved), time"
            + " (measured), or none: the kind of layer."
      })
  private Coloring color = Coloring.MACS;

  @Option(
      names = "--depth",
      order = 3,
      paramLabel = "N",
      description = "How many levels of modules; deeper ones are one card each. Default: all.")
  private Optional<Integer> depth = Optional.empty();

  @Option(names = "--expand", order = 4, description = "Draw blocks that repeat each time.")
  private boolean expand;

  @Option(
      names = "--direction",
      order = 5,
      paramLabel = "WAY",
      defaultValue = "auto",
      description =
          "down, in columns if long; right, in rows if long; auto (default): down if it fits.")
  private DiagramPicture.Flow direction = DiagramPicture.Flow.AUTO;

  @Option(
      names = "--view",
      order = 6,
      paramLabel = "VIEW",
      defaultValue = "forward",
      description = "forward (default), or backward: gradient functions and parameters.")
  private View view = View.FORWARD;

  @Option(
      names = "--scale",
      order = 7,
      paramLabel = "S",
      defaultValue = "2",
      description = "Pixels per unit of a PNG. Default: 2, sharp on most screens.")
  private double scale;

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Mixin private MeasureOptions measure = new MeasureOptions();

  @Mixin private ConvOptions conv = new ConvOptions();

  @Option(
      names = "--lang",
      order = 40,
      paramLabel = "LANGUAGE",
      defaultValue = "en",
      description = "Language of a figure of --conv: en (default) or zh.")
  private Language language = Language.EN;

  /// Made by picocli.
  public DrawCommand() {}

  @Override
  public Integer call() throws IOException {
    Format format = format();
    checkWhat(format);
    if (depth.isPresent() && depth.get() < 1) {
      throw new ParameterException(spec.commandLine(), "--depth must be at least 1");
    }
    if (!(scale > 0 && scale <= MOST_SCALE)) {
      throw new ParameterException(
          spec.commandLine(), "--scale " + scale + " must be above 0 and at most " + MOST_SCALE);
    }
    Path place = WholeFile.place(output);
    Path name = Optional.ofNullable(place.getFileName()).orElse(place);
    Path folder = Optional.ofNullable(place.getParent()).orElse(place);
    try (Staging staging = Staging.in(folder)) {
      Path file = staging.file(name.toString());
      if (conv.given()) {
        ConvOptions.Pair pair = conv.pair(inputs);
        write(new ConvolutionFigure(pair.normal(), pair.separable(), words()), format, file);
      } else {
        Diagram diagram = diagram(format);
        if (format == Format.DOT) {
          Files.writeString(file, Dot.text(diagram, direction == DiagramPicture.Flow.RIGHT));
        } else {
          write(DiagramPicture.of(diagram, direction), format, file);
        }
      }
      staging.commit();
    }
    return 0;
  }

  private void checkWhat(Format format) {
    if (!conv.given()) {
      if (model.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "draw needs a MODEL, or --conv IN:OUT");
      }
      if (language != Language.EN) {
        throw new ParameterException(spec.commandLine(), "--lang goes with --conv IN:OUT only");
      }
      return;
    }
    if (model.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "draw takes a MODEL or --conv, not both: " + model.get());
    }
    for (String option : OF_NETWORKS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(), option + " goes with a MODEL, not with --conv");
      }
    }
    if (format == Format.DOT) {
      throw new ParameterException(
          spec.commandLine(), "-o " + output + ": --conv draws no graph; use .svg, .png or .html");
    }
    if (format == Format.PNG
        && language == Language.ZH
        && !Typeface.machineShows(words().title())) {
      throw new InvalidInputException(
          "--lang zh as .png needs a font with Chinese characters on this machine, such as Noto Sans"
              + " CJK; .svg needs none");
    }
  }

  private Words words() {
    return switch (language) {
      case EN -> Words.EN;
      case ZH -> Words.ZH;
    };
  }

  private Format format() {
    String file = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
    String end = file.substring(file.lastIndexOf('.') + 1);
    return switch (end) {
      case "svg" -> Format.SVG;
      case "png" -> Format.PNG;
      case "dot", "gv" -> Format.DOT;
      case "html", "htm" -> Format.HTML;
      default ->
          throw new ParameterException(
              spec.commandLine(), "-o " + output + " must end in .svg, .png, .dot or .html");
    };
  }

  private Diagram diagram(Format format) {
    Graph graph = ModelOptions.load(model.orElse(""), inputs);
    if (view == View.BACKWARD) {
      return BackwardDiagram.of(graph);
    }
    Heat heat = Heat.none();
    Analysis analysis = Analysis.of(graph);
    switch (color) {
      case MACS -> heat = Heat.macs();
      case PARAMS -> heat = Heat.params();
      case MEMORY -> heat = Heat.memory();
      case TIME -> heat = time(analysis);
      case NONE -> {}
    }
    var options = new NetworkDiagram.Options(depth.orElse(Integer.MAX_VALUE), expand, heat);
    return format == Format.DOT
        ? NetworkDiagram.of(analysis, options)
        : NetworkDiagram.readable(analysis, options);
  }

  private Heat time(Analysis analysis) {
    Graph graph = InputSizes.requireKnown(analysis.graph(), "a measurement");
    try (StatusLine status = new StatusLine(spec.commandLine().getErr(), Terminal.errorColumns())) {
      Profiler profiler =
          new Profiler(threads.count(), measure.limits(), new RunCounter(status, ""));
      Profile profile = profiler.profile(graph);
      return Heat.time(analysis, profile.layers(), profile.threads());
    }
  }

  private void write(Picture picture, Format format, Path file) throws IOException {
    switch (format) {
      case SVG -> Files.writeString(file, Svg.text(picture));
      case HTML ->
          Files.writeString(file, Report.ofDrawing(picture.title(), Svg.text(picture), language));
      case PNG -> {
        try (OutputStream out = Files.newOutputStream(file)) {
          Png.write(picture, scale, out);
        }
      }
      case DOT -> throw new IllegalStateException("DOT is text of a diagram, no picture");
    }
  }
}
