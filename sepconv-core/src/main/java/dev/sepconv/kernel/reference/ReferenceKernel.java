package dev.sepconv.kernel.reference;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// {@link Reference} as a kernel: accepts every node.
public final class ReferenceKernel implements Kernel {
  @Override
  public String id() {
    return "reference";
  }

  @Override
  public boolean accepts(Graph graph, Node node) {
    return true;
  }

  @Override
  public Task prepare(Graph graph, Node node) {
    int inputs = node.inputs().size();
    int outputs = node.outputs().size();
    return operands -> {
      List<Optional<Tensor>> in = new ArrayList<>(inputs);
      for (int i = 0; i < inputs; i++) {
        in.add(operands.inputTensor(i));
      }
      List<Tensor> out = Reference.run(node.op(), in, outputs);
      for (int i = 0; i < outputs; i++) {
        operands.setOutput(i, out.get(i));
      }
    };
  }
}
