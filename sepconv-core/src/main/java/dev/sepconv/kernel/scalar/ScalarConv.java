package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Any convolution over one axis or two: every channel is a sum of what the taps of the window see,
/// times the weights.
final class ScalarConv implements Kernel {
  @Override
  public String id() {
    return "f32-conv-scalar";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(ScalarConv::fits)
        .map(c -> Layouts.all(available.size(), Layout.PLAIN));
  }

  private static boolean fits(ConvWork c) {
    TensorType in = c.graph().type(c.node().inputs().get(0));
    TensorType out = c.graph().type(c.node().output());
    return c.op() instanceof Conv conv
        && conv.window().rank() <= 2
        && in.element() == ElementType.FLOAT32
        && in.isStatic()
        && out.isStatic()
        && in.shape().elements() > 0
        && out.shape().elements() > 0
        && Epilogue.accepts(c);
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return new ConvTask(work, ConvWork.of(work).orElseThrow());
  }
}
