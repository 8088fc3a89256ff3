package dev.sepconv.onnx;

import dev.sepconv.engine.Backend;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.SepconvException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.onnx.ConformanceResult.Failed;
import dev.sepconv.onnx.ConformanceResult.Outcome;
import dev.sepconv.onnx.ConformanceResult.Passed;
import dev.sepconv.onnx.ConformanceResult.Unsupported;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs ONNX's test cases as ONNX's own runner does: floating point within 1e-3 relative plus 1e-7
/// absolute, everything else exactly.
public final class Conformance {
  private static final String MODEL = "model.onnx";

  private Conformance() {}

  /// @param folders where to look, recursively
  /// @return all test cases, sorted by name
  /// @throws InvalidInputException if a folder does not exist or has no test case
  public static List<ConformanceCase> find(List<Path> folders) {
    List<ConformanceCase> cases = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new InvalidInputException(folder + " is no folder");
      }
      int before = cases.size();
      Path root = folder.toAbsolutePath().normalize();
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(f -> f.endsWith(MODEL))
            .forEach(f -> cases.add(new ConformanceCase(name(root, f), parent(f))));
      } catch (IOException e) {
        throw new InvalidInputException(folder + " cannot be searched: " + e.getMessage(), e);
      }
      if (cases.size() == before) {
        throw new InvalidInputException(folder + " has no test case (a folder with " + MODEL + ")");
      }
    }
    cases.sort(Comparator.comparing(ConformanceCase::name));
    return cases;
  }

  private static Path parent(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  private static String name(Path root, Path model) {
    Path folder = parent(model);
    Path above = parent(root);
    return (folder.equals(above) ? folder : above.relativize(folder)).toString().replace('\\', '/');
  }

  /// @param testCase a test case
  /// @param backend what runs its model
  /// @return what became of it; nothing that the model or its data do is thrown
  public static ConformanceResult run(ConformanceCase testCase, Backend backend) {
    Outcome outcome;
    try {
      outcome = outcome(testCase, backend);
    } catch (UnsupportedModelException e) {
      outcome = new Unsupported(String.valueOf(e.getMessage()), unknownOperators(testCase));
    } catch (SepconvException e) {
      outcome = new Failed(String.valueOf(e.getMessage()), Double.NaN);
    }
    return new ConformanceResult(testCase, outcome);
  }

  private static List<String> unknownOperators(ConformanceCase testCase) {
    Path file = testCase.folder().resolve(MODEL);
    return UnknownOperators.in(ModelFile.parse(ModelFile.map(file), file.toString()).model())
        .map(u -> List.copyOf(u.nodes().keySet()))
        .orElse(List.of());
  }

  private static Outcome outcome(ConformanceCase testCase, Backend backend) {
    Graph graph = OnnxReader.read(testCase.folder().resolve(MODEL));
    List<Path> sets = numbered(testCase.folder(), "test_data_set_", "");
    if (sets.isEmpty()) {
      return new Failed("it has no test_data_set_*", Double.NaN);
    }
    double largest = 0;
    for (Path set : sets) {
      Map<String, Tensor> inputs = inputs(graph, set);
      CompiledModel model = backend.compile(bound(graph, inputs));
      List<Tensor> found = List.copyOf(model.run(inputs).values());
      List<Path> files = numbered(set, "output_", ".pb");
      if (files.size() != found.size()) {
        return new Failed(
            files.size() + " outputs are expected, but the model has " + found.size(), Double.NaN);
      }
      for (int i = 0; i < files.size(); i++) {
        Tensor actual = found.get(i);
        Comparison c = Comparison.of(as(actual.element(), tensor(files.get(i))), actual);
        if (!c.mismatch().isEmpty()) {
          return new Failed(
              "output '" + graph.outputs().get(i) + "': " + c.mismatch(), c.largestError());
        }
        largest = Math.max(largest, c.largestError());
      }
    }
    return new Passed(sets.size(), largest);
  }

  private static Map<String, Tensor> inputs(Graph graph, Path set) {
    List<Path> files = numbered(set, "input_", ".pb");
    if (files.size() != graph.inputs().size()) {
      throw new InvalidModelException(
          set + " has " + files.size() + " inputs, but the model has " + graph.inputs().size());
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      String name = graph.inputs().get(i);
      inputs.put(name, as(graph.type(name).element(), tensor(files.get(i))));
    }
    return inputs;
  }

  /// ONNX's cases store bfloat16 as the bits of uint16.
  private static Tensor as(ElementType declared, Tensor stored) {
    if (declared != ElementType.BFLOAT16 || stored.element() != ElementType.UINT16) {
      return stored;
    }
    Tensor bits = Tensor.zeros(ElementType.BFLOAT16, stored.shape());
    System.arraycopy(stored.array(), 0, bits.array(), 0, stored.size());
    return bits;
  }

  /// The graph for inputs of these shapes, whatever shapes it declares: some of ONNX's cases
  /// declare others than they give.
  private static Graph bound(Graph graph, Map<String, Tensor> inputs) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
    GraphBuilder b = graph.toBuilderWithoutNodes(types);
    for (Node n : graph.nodes()) {
      b.node(n.name(), n.op(), n.inputs(), n.outputs(), n.call());
    }
    return b.build(graph.outputs());
  }

  /// Reads a tensor file of a test case.
  static Tensor tensor(Path file) {
    TensorProto proto;
    try (InputStream in = Files.newInputStream(file)) {
      proto = TensorProto.parseFrom(in);
    } catch (IOException e) {
      throw new InvalidModelException(file + " is no ONNX tensor: " + e.getMessage(), e);
    }
    // That field is ours; in a file it means nothing.
    return new TensorReader(new ExternalData(Optional.ofNullable(file.getParent())), List.of())
        .tensor(proto.toBuilder().clearWindow().build(), file.toString());
  }

  /// The entries of a folder that are a prefix, a number and a suffix, by number.
  private static List<Path> numbered(Path folder, String prefix, String suffix) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(e -> fileName(e).matches(prefix + "[0-9]{1,6}" + suffix.replace(".", "\\.")))
          .sorted(
              Comparator.comparingInt(e -> {
                String n = fileName(e);
                return Integer.parseInt(n.substring(prefix.length(), n.length() - suffix.length()));
              }))
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }
}
