package dev.sepconv.nn;

import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;
import java.util.List;

/// What pools over square windows have in common.
public abstract sealed class PoolLayer extends Module permits AvgPool2d, MaxPool2d {
  private final Pool op;

  PoolLayer(Pool.Kind kind, int kernel, int stride, int padding, boolean ceil) {
    Window window =
        new Window(
            List.of(kernel, kernel),
            List.of(stride, stride),
            List.of(1, 1),
            Padding.symmetric(List.of(padding, padding)));
    // PyTorch divides an average by padded positions too.
    op = new Pool(kind, window, ceil, kind == Pool.Kind.AVERAGE, 2, false);
  }

  @Override
  protected final Value forward(Value input) {
    return input.apply(op);
  }
}
