package dev.sepconv.onnx;

import dev.sepconv.engine.Backend;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs every node of a graph by the reference kernels: what is tested here is the reader and the
/// writer, so nothing else is in between.
final class NodeByNode implements Backend {
  @Override
  public String name() {
    return "node-by-node";
  }

  @Override
  public CompiledModel compile(Graph graph) {
    return new Model(graph);
  }

  private record Model(Graph graph) implements CompiledModel {
    @Override
    public Tensor run(Tensor input) {
      return run(Map.of(graph.inputs().getFirst(), input)).values().iterator().next();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
      Map<String, Tensor> values = new HashMap<>(inputs);
      graph.constants().values().forEach(c -> values.put(c.name(), c.tensor()));
      for (Node n : graph.nodes()) {
        List<Optional<Tensor>> in = new ArrayList<>();
        n.inputs().forEach(i -> in.add(Optional.ofNullable(values.get(i))));
        List<Tensor> out = Reference.run(n.op(), in, n.outputs().size());
        for (int i = 0; i < out.size(); i++) {
          values.put(n.outputs().get(i), out.get(i));
        }
      }
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      graph.outputs().forEach(o -> outputs.put(o, values.get(o)));
      return outputs;
    }

    @Override
    public Plan plan(Map<String, Shape> inputs) {
      throw new UnsupportedOperationException("nothing is planned");
    }
  }
}
