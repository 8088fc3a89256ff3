package dev.sepconv.cli.option;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The types of a network's inputs, made more precise by what the user says. A symbol that one
/// input binds is bound in every other.
public final class InputSizes {
  private static final Pattern SEPARATOR = Pattern.compile("[x×,]");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
  private static final Pattern SYMBOL = Pattern.compile("\\?|[A-Za-z_][A-Za-z_0-9]*");

  private final Map<String, TensorType> types = new LinkedHashMap<>();

  private InputSizes(Graph graph) {
    graph.inputs().forEach(in -> types.put(in, graph.type(in)));
  }

  /// @param graph a network
  /// @param specs such as `1x3x224x224` or `name=1x3x224x224`
  /// @return its input types with those sizes
  /// @throws UsageException if a spec is no shape
  /// @throws InvalidInputException if it names no input, or leaves open which input it means
  public static InputSizes of(Graph graph, List<String> specs) {
    InputSizes sizes = new InputSizes(graph);
    for (String spec : specs) {
      NamedValue value = named(graph, spec);
      TensorType declared = graph.type(value.input());
      sizes.set(value.input(), declared, declared.withDims(dims(value.value())));
    }
    return sizes;
  }

  /// @param graph a network
  /// @param spec such as `1x3x224x224` or `name=1x3x224x224`
  /// @return the sizes it says
  static List<Dim> dims(Graph graph, String spec) {
    return dims(named(graph, spec).value());
  }

  private static NamedValue named(Graph graph, String spec) {
    return NamedValue.parse(spec, graph.inputs(), "--input", "1x3x224x224");
  }

  /// @return the same sizes, where an open first dimension is 1
  public InputSizes withBatchOfOne() {
    return withBatch(1);
  }

  /// @param batch how many at once
  /// @return the same sizes, where an open first dimension is that batch
  public InputSizes withBatch(int batch) {
    for (String input : List.copyOf(types.keySet())) {
      TensorType t = types.get(input);
      if (t != null && t.ranked() && t.rank() > 0 && !t.dim(0).isKnown()) {
        List<Dim> dims = new ArrayList<>(t.dims());
        dims.set(0, Dim.of(Math.multiplyExact(t.dim(0).factor(), (long) batch)));
        set(input, t, t.withDims(dims));
      }
    }
    return this;
  }

  /// @param graph the network
  /// @return it with these input types
  public Graph bind(Graph graph) {
    Map<String, TensorType> changed = new LinkedHashMap<>(types);
    changed.entrySet().removeIf(e -> graph.type(e.getKey()).equals(e.getValue()));
    return changed.isEmpty() ? graph : graph.withInputs(changed);
  }

  /// @param graph a network
  /// @param purpose what needs its sizes, such as `a plan`
  /// @return the same network
  /// @throws InvalidInputException if the size of an input is open
  public static Graph requireKnown(Graph graph, String purpose) {
    for (String input : graph.inputs()) {
      TensorType type = graph.type(input);
      if (!type.isStatic()) {
        throw new InvalidInputException(
            "input '"
                + input
                + "' is "
                + type
                + " with open sizes; "
                + purpose
                + " needs them, as in --input "
                + input
                + "=1x3x224x224");
      }
    }
    return graph;
  }

  private void set(String input, TensorType declared, TensorType given) {
    types.put(input, given);
    if (!declared.ranked() || declared.rank() != given.rank()) {
      return;
    }
    for (int i = 0; i < given.rank(); i++) {
      Dim symbol = declared.dim(i);
      if (!symbol.isKnown() && !symbol.isUnknown()) {
        Optional<Dim> one = given.dim(i).dividedBy(Dim.of(symbol.factor()));
        one.ifPresent(value -> substitute(symbol.symbol(), value));
      }
    }
  }

  private void substitute(String symbol, Dim value) {
    types.replaceAll((_, t) ->
        t.ranked()
            ? t.withDims(
                t.dims().stream()
                    .map(d -> d.symbol().equals(symbol) ? Dim.of(d.factor()).times(value) : d)
                    .toList())
            : t);
  }

  private static List<Dim> dims(String text) {
    List<Dim> dims = new ArrayList<>();
    if (text.equals("scalar")) {
      return dims;
    }
    boolean anyNumber = false;
    long elements = 1;
    for (String part : SEPARATOR.split(text, -1)) {
      if (NUMBER.matcher(part).matches()) {
        long size = size(text, part);
        // Neither factor is above 2^31, so this cannot overflow.
        elements *= size;
        if (elements > Integer.MAX_VALUE) {
          throw new UsageException(
              "--input " + text + " has more elements than a tensor can, which is 2147483647");
        }
        dims.add(Dim.of(size));
        anyNumber = true;
      } else if (SYMBOL.matcher(part).matches()) {
        dims.add(Dim.symbol(part));
      } else {
        throw noShape(text);
      }
    }
    if (!anyNumber) {
      throw noShape(text);
    }
    return dims;
  }

  private static long size(String text, String part) {
    String digits = LEADING_ZEROS.matcher(part).replaceFirst("");
    if (digits.isEmpty()) {
      throw new UsageException("--input " + text + ": a size is 0; it must be 1 or more");
    }
    if (digits.length() > 10 || Long.parseLong(digits) > Integer.MAX_VALUE) {
      throw new UsageException(
          "--input " + text + ": the size " + part + " is larger than 2147483647");
    }
    return Long.parseLong(digits);
  }

  private static UsageException noShape(String text) {
    return new UsageException(
        "--input " + text + " is no shape; expected sizes such as 1x3x224x224");
  }
}
