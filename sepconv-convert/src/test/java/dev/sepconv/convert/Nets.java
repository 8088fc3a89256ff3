package dev.sepconv.convert;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.Noise;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import dev.sepconv.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Networks for tests.
final class Nets {
  private Nets() {}

  /// A residual block between two layers, all normalised.
  static final class Residual extends Module {
    private final Sequential first = child("first", layer(3, 16));
    private final Sequential inner = child("inner", layer(16, 24));
    private final Conv2d outer = child("outer", Conv2d.of(24, 16, 3).padding(1).bias(false));
    private final BatchNorm2d norm = child("norm", new BatchNorm2d(16));
    private final Conv2d last = child("last", Conv2d.of(16, 10, 3).stride(2));

    private static Sequential layer(int in, int out) {
      return Sequential.of(Conv2d.of(in, out, 3).padding(1), new BatchNorm2d(out));
    }

    @Override
    protected Value forward(Value x) {
      Value a = first.call(x).relu();
      Value b = norm.call(outer.call(inner.call(a).relu())).add(a).relu();
      return last.call(b).globalAveragePool().flatten(1);
    }
  }

  static Graph residual() {
    return withStatistics(new Residual().trace("residual", 1, 3, 14, 14));
  }

  /// Normalisation as after training: every channel with its own mean, variance, scale and shift.
  static Graph withStatistics(Graph graph) {
    Map<String, Constant> changed = new LinkedHashMap<>();
    graph
        .constants()
        .forEach((name, c) -> {
          boolean variance = name.endsWith("running_var");
          boolean mean = name.endsWith("running_mean");
          boolean scale = name.contains("norm.weight") || name.endsWith("1.weight");
          boolean shift = name.contains("norm.bias") || name.endsWith("1.bias");
          if (c.type().rank() == 1 && (variance || mean || scale || shift)) {
            Tensor t = Tensor.zeros(c.type().element(), c.type().shape());
            Random random = new Random(name.hashCode());
            for (int i = 0; i < t.size(); i++) {
              double g = random.nextGaussian();
              t.floats()[i] = (float) (variance || scale ? Math.exp(0.3 * g) : 0.3 * g);
            }
            changed.put(name, Constant.of(name, c.role(), t));
          }
        });
    GraphBuilder b = graph.toBuilder(Map.of(), name -> !changed.containsKey(name));
    changed.values().forEach(b::constant);
    graph.nodes().forEach(n -> b.node(n.name(), n.op(), n.inputs(), n.outputs(), n.call()));
    return b.build(graph.outputs());
  }

  /// How far `b`'s outputs are from `a`'s on noise, relative to their norm.
  static double distance(Graph a, Graph b) {
    CpuBackend backend = new CpuBackend(1);
    Map<String, Tensor> inputs = Noise.inputs(a, 3);
    Map<String, Tensor> wanted = backend.compile(a).run(inputs);
    Map<String, Tensor> got = backend.compile(b).run(inputs);
    double difference = 0;
    double norm = 0;
    for (String output : a.outputs()) {
      float[] x = wanted.getOrDefault(output, Tensor.scalar(0)).floats();
      float[] y = got.getOrDefault(output, Tensor.scalar(0)).floats();
      for (int i = 0; i < x.length; i++) {
        difference += Math.pow((double) x[i] - y[i], 2);
        norm += Math.pow(x[i], 2);
      }
    }
    return Math.sqrt(difference / norm);
  }
}
