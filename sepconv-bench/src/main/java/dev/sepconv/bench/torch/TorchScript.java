package dev.sepconv.bench.torch;

import dev.sepconv.engine.pass.Pass;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A network as TorchScript, as `torch.jit.freeze` would leave it: weights are constants, batch
/// normalisations are folded into convolutions. An activation works in place where nothing else
/// reads its input, as torchvision's networks ask for.
///
/// The language: <https://pytorch.org/docs/stable/jit_language_reference.html>.
final class TorchScript {
  /// The module's name in its package `__torch__`.
  static final String MODULE = "Network";

  /// PyTorch has no other slope.
  private static final Unary HARD_SIGMOID = new Unary(Unary.Kind.HARD_SIGMOID, 1f / 6, 0.5f);

  private final Graph graph;
  private final Map<String, List<Node>> consumers;
  // The word by which the code names each value.
  private final Map<String, String> words = new HashMap<>();
  private final List<Tensor> constants = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();

  private TorchScript(Graph graph) {
    this.graph = graph;
    consumers = graph.consumers();
  }

  /// Code and what it names.
  ///
  /// @param code one class
  /// @param constants the tensors that it calls `CONSTANTS.c0` and so on
  record Source(String code, List<Tensor> constants) {
    Source {
      constants = List.copyOf(constants);
    }
  }

  /// Writes a network with one input and one output.
  ///
  /// @param network any graph
  /// @return its code
  /// @throws IllegalArgumentException if there is no code for one of its operators
  static Source of(Graph network) {
    Graph graph = network;
    for (Pass p : Pass.ALL) {
      graph = p.apply(graph);
    }
    return new TorchScript(graph).source();
  }

  private Source source() {
    words.put(graph.inputs().getFirst(), "x");
    code.append("class ").append(MODULE).append("(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = []\n");
    code.append("  def forward(self: __torch__.").append(MODULE);
    code.append(", x: Tensor) -> Tensor:\n");
    for (Node n : graph.nodes()) {
      String word = "v" + words.size();
      code.append("    ").append(word).append(" = ").append(call(n)).append('\n');
      words.put(n.output(), word);
    }
    code.append("    return ").append(word(graph.outputs().getFirst())).append('\n');
    return new Source(code.toString(), constants);
  }

  private String call(Node n) {
    return switch (n.op()) {
      case Conv c -> conv(n, c);
      case Unary u -> unary(n, u);
      case Clip _ -> clip(n);
      case Binary(Binary.Kind kind) when kind == Binary.Kind.ADD -> function("add", n);
      case Binary(Binary.Kind kind) when kind == Binary.Kind.MUL -> function("mul", n);
      case Gemm g when g.equals(Gemm.LINEAR) -> function("linear", n);
      case Flatten(int axis) when axis == 1 -> function("flatten", n, "1");
      case GlobalPool g when g.equals(GlobalPool.AVERAGE) ->
          function("adaptive_avg_pool2d", n, "[1, 1]");
      case Pool p when p.equals(Pool.max(p.window())) -> maxPool(n, p.window());
      default -> throw none(n);
    };
  }

  private String conv(Node n, Conv conv) {
    Window w = conv.window();
    String bias = n.hasInput(2) ? word(n.inputs().get(2)) : "None";
    return call(
        "conv2d",
        word(n.inputs().get(0)),
        word(n.inputs().get(1)),
        bias,
        w.stride().toString(),
        padding(n, w),
        w.dilation().toString(),
        String.valueOf(conv.groups()));
  }

  private String maxPool(Node n, Window w) {
    return function(
        "max_pool2d",
        n,
        w.kernel().toString(),
        w.stride().toString(),
        padding(n, w),
        w.dilation().toString());
  }

  private String padding(Node n, Window w) {
    List<Integer> begin = new ArrayList<>();
    for (int axis = 0; axis < w.rank(); axis++) {
      int size = (int) graph.type(n.inputs().get(0)).dim(axis + 2).value();
      if (w.padBegin(axis, size) != w.padEnd(axis, size)) {
        throw none(n);
      }
      begin.add(w.padBegin(axis, size));
    }
    return begin.toString();
  }

  private String unary(Node n, Unary u) {
    if (u.equals(HARD_SIGMOID)) {
      return inPlace("hardsigmoid", n);
    }
    return switch (u.kind()) {
      case RELU -> inPlace("relu", n);
      case SIGMOID -> inPlace("sigmoid", n);
      case SILU -> inPlace("silu", n);
      case HARD_SWISH -> inPlace("hardswish", n);
      default -> throw none(n);
    };
  }

  private String clip(Node n) {
    if (!n.hasInput(1) || !n.hasInput(2)) {
      throw none(n);
    }
    String function = isOnlyReader(n) ? "hardtanh_" : "hardtanh";
    return call(function, word(n.inputs().get(0)), scalar(n, 1), scalar(n, 2));
  }

  private String scalar(Node n, int input) {
    Tensor value = graph.known(n.inputs().get(input)).orElseThrow(() -> none(n));
    return String.valueOf(value.floats()[0]);
  }

  private String inPlace(String function, Node n) {
    return call(isOnlyReader(n) ? function + "_" : function, word(n.inputs().get(0)));
  }

  private boolean isOnlyReader(Node n) {
    String value = n.inputs().get(0);
    return consumers.getOrDefault(value, List.of()).size() == 1
        && !graph.inputs().contains(value)
        && !graph.outputs().contains(value);
  }

  /// A function of all of a node's inputs and some numbers.
  private String function(String name, Node n, String... numbers) {
    List<String> arguments = new ArrayList<>(n.inputs().stream().map(this::word).toList());
    arguments.addAll(List.of(numbers));
    return call(name, arguments.toArray(String[]::new));
  }

  private static String call(String function, String... arguments) {
    return "torch." + function + "(" + String.join(", ", arguments) + ")";
  }

  private String word(String value) {
    return words.computeIfAbsent(
        value,
        v -> {
          constants.add(graph.constant(v).orElseThrow().tensor());
          return "CONSTANTS.c" + (constants.size() - 1);
        });
  }

  private static IllegalArgumentException none(Node n) {
    return new IllegalArgumentException("no TorchScript is written for " + n);
  }
}
