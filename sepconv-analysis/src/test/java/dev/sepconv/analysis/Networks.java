package dev.sepconv.analysis;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Evaluator;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.TopK;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Small networks built by hand, independent of the module DSL.
final class Networks {
  private Networks() {}

  static TensorType image(long... dims) {
    return TensorType.of(ElementType.FLOAT32, dims);
  }

  /// A constant whose elements nobody may ask for.
  static Constant weight(String name, Constant.Role role, long... dims) {
    return new Constant(
        name,
        TensorType.of(ElementType.FLOAT32, dims),
        role,
        () -> {
          throw new AssertionError("counting must not load " + name);
        });
  }

  static Conv conv(int kernel, int stride, int groups) {
    int pad = kernel / 2;
    return new Conv(
        Window.of(List.of(kernel, kernel), List.of(stride, stride), List.of(pad, pad)), groups);
  }

  /// One convolution after the other, with bias, named as PyTorch does, with a module trace.
  static Graph convolutions(
      String name, String rootType, List<String> layers, List<long[]> weights, List<Conv> ops) {
    GraphBuilder b = new GraphBuilder(name, Evaluator.NONE);
    b.input(
        "x",
        TensorType.of(
            ElementType.FLOAT32, List.of(Dim.symbol("N"), Dim.of(3), Dim.of(224), Dim.of(224))));
    List<ModuleTrace.Module> children = new ArrayList<>();
    List<ModuleTrace.Call> calls = new ArrayList<>();
    String value = "x";
    for (int i = 0; i < ops.size(); i++) {
      String layer = layers.get(i);
      b.constant(weight(layer + ".weight", Constant.Role.PARAMETER, weights.get(i)));
      b.constant(weight(layer + ".bias", Constant.Role.PARAMETER, weights.get(i)[0]));
      var names = List.of(layer + ".weight", layer + ".bias");
      var module = new ModuleTrace.Module(layer, "Conv2d", false, names, List.of());
      children.add(module);
      b.node(
          layer, ops.get(i), List.of(value, names.get(0), names.get(1)), List.of("y" + i), i + 1);
      calls.add(new ModuleTrace.Call(module, 0, i, List.of(value), List.of("y" + i)));
      value = "y" + i;
    }
    var root = new ModuleTrace.Module("", rootType, false, List.of(), children);
    calls.addFirst(new ModuleTrace.Call(root, -1, ops.size(), List.of("x"), List.of(value)));
    b.trace(new ModuleTrace(root, calls));
    return b.build(List.of(value));
  }

  static Graph articleStandard() {
    return convolutions(
        "article-standard",
        "Model_1",
        List.of("conv"),
        List.of(new long[] {4, 3, 3, 3}),
        List.of(conv(3, 1, 1)));
  }

  static Graph articleSeparable() {
    return convolutions(
        "article-separable",
        "Model_2",
        List.of("depthwise", "pointwise"),
        List.of(new long[] {3, 1, 3, 3}, new long[] {4, 3, 1, 1}),
        List.of(conv(3, 1, 3), conv(1, 1, 1)));
  }

  /// What a file gives: no modules, odd names, one weight used twice, batch normalisation, a
  /// residual addition, and a selection that has no cost.
  static Graph fromFile() {
    GraphBuilder b = new GraphBuilder("from, \"file\"", Evaluator.NONE);
    b.input("image", image(1, 8, 10, 10));
    b.constant(weight("w", Constant.Role.PARAMETER, 8, 8, 3, 3));
    for (String s : List.of("scale", "shift")) {
      b.constant(weight(s, Constant.Role.PARAMETER, 8));
    }
    for (String s : List.of("mean", "variance")) {
      b.constant(weight(s, Constant.Role.BUFFER, 8));
    }
    b.constant(Constant.of("k", Constant.Role.LITERAL, Tensor.vector(2)));
    b.node("a,\"b\"\nc|d", conv(3, 1, 1), List.of("image", "w"), List.of("c1"));
    b.node(
        "norm",
        new BatchNormalization(1e-5f),
        List.of("c1", "scale", "shift", "mean", "variance"),
        List.of("n1"));
    b.node("relu", Unary.of(Unary.Kind.RELU), List.of("n1"), List.of("r1"));
    b.node("again", conv(3, 1, 1), List.of("r1", "w"), List.of("c2"));
    b.node("add", Binary.ADD, List.of("c2", "image"), List.of("sum"));
    b.node("best", new TopK(-1, true, true), List.of("sum", "k"), List.of("top", "index"));
    return b.build(List.of("top", "index"));
  }

  static Graph one(Op op, TensorType input, Constant... constants) {
    GraphBuilder b = new GraphBuilder("one", Evaluator.NONE);
    b.input("x", input);
    List<String> in = new ArrayList<>(List.of("x"));
    for (Constant c : constants) {
      b.constant(c);
      in.add(c.name());
    }
    b.node("n", op, in, List.of("y"));
    return b.build(List.of("y"));
  }

  static Constant literal(String name, long... values) {
    return Constant.of(name, Constant.Role.LITERAL, Tensor.vector(values));
  }

  static Constant scalar(String name) {
    return Constant.of(
        name, Constant.Role.LITERAL, Tensor.zeros(ElementType.FLOAT32, Shape.SCALAR));
  }
}
