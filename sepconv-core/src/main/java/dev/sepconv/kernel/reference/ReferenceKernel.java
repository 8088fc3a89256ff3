package dev.sepconv.kernel.reference;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// {@link Reference} as a kernel: does any work, node by node, on one thread.
public final class ReferenceKernel implements Kernel {
  @Override
  public String id() {
    return "reference";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return Optional.of(Layouts.all(available.size(), Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<String> names = work.inputs();
    return (operands, workers) -> {
      Map<String, Tensor> values = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), operands.inputTensor(i));
      }
      for (Node n : work.nodes()) {
        List<Tensor> out = run(work.graph(), n, values);
        for (int i = 0; i < out.size(); i++) {
          values.put(n.outputs().get(i), out.get(i));
        }
      }
      for (int i = 0; i < work.outputs().size(); i++) {
        operands.setOutput(i, Objects.requireNonNull(values.get(work.outputs().get(i))));
      }
    };
  }

  private static List<Tensor> run(Graph graph, Node n, Map<String, Tensor> values) {
    List<Optional<Tensor>> in = new ArrayList<>(n.inputs().size());
    for (String i : n.inputs()) {
      in.add(Optional.ofNullable(values.get(i)).or(() -> graph.constant(i).map(c -> c.tensor())));
    }
    return Reference.run(n.op(), in, n.outputs().size());
  }
}
