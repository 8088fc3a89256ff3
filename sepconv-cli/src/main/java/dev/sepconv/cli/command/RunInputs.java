package dev.sepconv.cli.command;

import dev.sepconv.cli.data.NpyInput;
import dev.sepconv.cli.image.Pixels;
import dev.sepconv.cli.option.ImageOptions;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.NamedValue;
import dev.sepconv.engine.Noise;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Gathers a tensor for every input of a network from what the user gives.
final class RunInputs {
  private RunInputs() {}

  /// What the user gives.
  ///
  /// @param files `[NAME=]x.npy`
  /// @param images pictures and how they are prepared
  /// @param seed of noise for inputs without data; empty for no noise
  record Request(List<String> files, ImageOptions images, Optional<Long> seed) {}

  /// What a network is run on.
  ///
  /// @param tensors one for every input
  /// @param pictures those that became inputs, as the network sees them
  record Gathered(Map<String, Tensor> tensors, List<Pixels> pictures) {}

  /// @param value what follows `--input`
  /// @return whether it is data, not a size
  static boolean isData(String value) {
    return value.toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  /// @param graph the network
  /// @param request what the user gives
  /// @param out where what was done to a picture is said
  /// @return a tensor for every input, and the pictures among them
  /// @throws InvalidInputException if something does not fit, or an input is left without data
  /// @throws IOException if a file cannot be read
  static Gathered gather(Graph graph, Request request, PrintWriter out) throws IOException {
    Map<String, Tensor> given = new LinkedHashMap<>();
    List<Pixels> pictures = new ArrayList<>();
    List<String> left = new ArrayList<>(graph.inputs());
    for (String text : request.files()) {
      NamedValue v = NamedValue.parse(text, graph.inputs(), "--input", "x.npy");
      Path file = Path.of(v.value());
      put(given, left, v.input(), NpyInput.read(file, v.input(), graph.type(v.input())));
    }
    for (String text : request.images().images()) {
      // Where one input is left the picture can only be meant for that.
      List<String> candidates = left.isEmpty() ? graph.inputs() : left;
      NamedValue v = NamedValue.parse(text, candidates, "--image", "photo.jpg");
      ImageOptions.Prepared prepared =
          request.images().prepare(v.input(), graph.type(v.input()), Path.of(v.value()));
      out.println("input '" + v.input() + "': " + prepared.description());
      put(given, left, v.input(), prepared.tensor());
      pictures.add(prepared.seen());
    }
    if (!left.isEmpty()) {
      long seed = request.seed().orElseThrow(() -> new InvalidInputException(missing(graph, left)));
      Graph bound = InputSizes.of(graph, List.of()).withBatchOfOne().bind(graph);
      Random random = new Random(seed);
      for (String input : List.copyOf(left)) {
        TensorType type = bound.type(input);
        if (!type.isStatic()) {
          throw new InvalidInputException(
              "input '"
                  + input
                  + "' is "
                  + type
                  + " with open sizes; give them, as in --input "
                  + (graph.inputs().size() > 1 ? input + "=" : "")
                  + "1x3x224x224");
        }
        put(given, left, input, Noise.of(type, random));
        out.println("input '" + input + "': " + type.element() + " " + type.shape() + ", noise");
      }
    }
    return new Gathered(given, pictures);
  }

  private static void put(
      Map<String, Tensor> given, List<String> left, String input, Tensor tensor) {
    if (given.put(input, tensor) != null) {
      throw new InvalidInputException("input '" + input + "' is given twice");
    }
    left.remove(input);
  }

  private static String missing(Graph graph, List<String> left) {
    String input = left.get(0);
    String name = graph.inputs().size() > 1 ? input + "=" : "";
    return "nothing is given for input '"
        + input
        + "', "
        + graph.type(input)
        + (left.size() > 1 ? ", and " + (left.size() - 1) + " more" : "")
        + "; use --image "
        + name
        + "photo.jpg, --input "
        + name
        + "x.npy, or --random";
  }
}
