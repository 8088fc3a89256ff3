package dev.sepconv.analysis;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How the numbers of one node come about.
///
/// @param what the operator with its sizes
/// @param paramWords the formula of its parameters in words
/// @param paramNumbers the same in numbers, such as `3·3·3·4 + 4`
/// @param params its result
/// @param macWords the formula of its MACs in words; empty without MACs
/// @param macNumbers the same in numbers; empty without MACs
/// @param macs its result
public record Derivation(
    String what,
    String paramWords,
    String paramNumbers,
    long params,
    String macWords,
    String macNumbers,
    long macs) {

  /// Derives a node's numbers.
  ///
  /// @param n a node of the graph
  /// @param g a graph whose inputs are fully known
  /// @return formulas and results; a quotient by groups stands as `(32/32)`
  public static Derivation of(Node n, Graph g) {
    return switch (n.op()) {
      case Conv c -> convolution(n, g, c.groups(), false, false);
      case ConvTranspose c -> convolution(n, g, c.groups(), true, false);
      case Gemm m -> {
        TensorType a = g.type(n.inputs().get(0));
        TensorType out = g.type(n.output());
        yield matrix(n, g, a.dim(m.transA() ? 0 : 1), out);
      }
      case MatMul m -> matrix(n, g, g.type(n.inputs().get(0)).dim(-1), g.type(n.output()));
      case BatchNormalization b -> plain(n, g, "scale + shift, one of each per channel");
      case InstanceNormalization i -> plain(n, g, "scale + shift, one of each per channel");
      default -> plain(n, g, "the sizes of its trainable tensors");
    };
  }

  /// Derives a convolution's numbers with the channels that each of its kernels sees as one number.
  ///
  /// @param n a convolution of the graph
  /// @param g a graph whose inputs are fully known
  /// @return formulas, such as `3·3·1·3 + 3` of a depthwise one, and results
  public static Derivation ofConvolution(Node n, Graph g) {
    return convolution(n, g, ((Conv) n.op()).groups(), false, true);
  }

  private static Derivation convolution(
      Node n, Graph g, int groups, boolean transposed, boolean divide) {
    TensorType w = g.type(n.inputs().get(1));
    TensorType at = g.type(transposed ? n.inputs().get(0) : n.output());
    long ic = transposed ? w.dim(0).value() : w.dim(1).value() * groups;
    long oc = transposed ? w.dim(1).value() * groups : w.dim(0).value();
    String kernel = join(w.dims().subList(2, w.rank()));
    long shared = transposed ? oc : ic;
    String divided = divide ? Long.toString(shared / groups) : slash(shared, groups);
    String weights =
        transposed ? kernel + "·" + ic + "·" + divided : kernel + "·" + divided + "·" + oc;
    boolean biased = n.hasInput(2);
    String channels = transposed ? "input channels" : "output channels";
    String others = transposed ? "output channels / groups" : "input channels / groups";
    String spatial = join(at.dims().subList(2, at.rank()));
    String kernelWords =
        java.util.Collections.nCopies(w.rank() - 2, "kernel").stream()
            .collect(Collectors.joining(" · "));
    String batch = at.dim(0).is(1) ? "" : at.dim(0) + "·";
    return new Derivation(
        what(n, g),
        kernelWords
            + (transposed
                ? " · input channels · output channels / groups"
                : " · input channels / groups · output channels")
            + (biased ? " + bias per output channel" : ", no bias"),
        weights + (biased ? " + " + oc : ""),
        params(n, g),
        (batch.isEmpty() ? "" : "batch · ")
            + channels
            + (transposed ? " · input positions · " : " · output positions · ")
            + others
            + " · "
            + kernelWords,
        batch + (transposed ? ic : oc) + "·" + spatial + "·" + divided + "·" + kernel,
        Cost.of(n, g).macs());
  }

  private static String slash(long channels, int groups) {
    return groups == 1 ? Long.toString(channels) : "(" + channels + "/" + groups + ")";
  }

  private static Derivation matrix(Node n, Graph g, Dim inner, TensorType out) {
    boolean biased = n.hasInput(2) && g.constant(n.inputs().get(2)).isPresent();
    List<String> outputs = new ArrayList<>();
    out.dims().stream().filter(d -> !d.is(1)).forEach(d -> outputs.add(d.toString()));
    String positions = outputs.isEmpty() ? "1" : String.join("·", outputs);
    return new Derivation(
        what(n, g),
        "inputs · outputs" + (biased ? " + bias per output" : ", no bias"),
        tensors(n, g),
        params(n, g),
        "outputs · inputs of each",
        positions + "·" + inner,
        Cost.of(n, g).macs());
  }

  private static Derivation plain(Node n, Graph g, String words) {
    return new Derivation(
        what(n, g), words, tensors(n, g), params(n, g), "", "", Cost.of(n, g).macs());
  }

  private static List<Constant> parameters(Node n, Graph g) {
    return n.inputs().stream()
        .distinct()
        .flatMap(in -> g.constant(in).stream())
        .filter(c -> c.role() == Constant.Role.PARAMETER)
        .toList();
  }

  static long params(Node n, Graph g) {
    return parameters(n, g).stream().mapToLong(Constant::elements).reduce(0, Math::addExact);
  }

  private static String tensors(Node n, Graph g) {
    return parameters(n, g).stream()
        .map(c -> c.type().dims().isEmpty() ? "1" : join(c.type().dims()))
        .collect(Collectors.joining(" + "));
  }

  private static String join(List<Dim> dims) {
    return dims.stream().map(Dim::toString).collect(Collectors.joining("·"));
  }

  private static String what(Node n, Graph g) {
    String window = Geometry.of(n, g).map(w -> " " + w.text()).orElse("");
    return n.op().type()
        + window
        + ", "
        + Numbers.shape(g.type(n.inputs().get(0)))
        + " → "
        + Numbers.shape(g.type(n.output()));
  }
}
