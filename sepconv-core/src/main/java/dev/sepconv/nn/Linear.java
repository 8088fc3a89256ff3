package dev.sepconv.nn;

import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.tensor.Shape;
import java.util.List;

/// `x · Wᵀ + b` over the last axis: `… x in` to `… x out`. Weight `out x in`, bias `out`.
public final class Linear extends Module {
  private final boolean bias;

  /// With a bias, initialised as PyTorch does.
  ///
  /// @param in input features
  /// @param out output features
  public Linear(int in, int out) {
    this(in, out, true, Initializer.pytorch(in));
  }

  /// With choices.
  ///
  /// @param in input features
  /// @param out output features
  /// @param bias whether there is a bias
  /// @param weights the weights' initial elements
  public Linear(int in, int out, boolean bias, Initializer weights) {
    this.bias = bias;
    parameter("weight", Shape.of(out, in), weights);
    if (bias) {
      parameter("bias", Shape.of(out), Initializer.pytorch(in));
    }
  }

  @Override
  protected Value forward(Value input) {
    Value weight = input.tracer().parameter("weight");
    if (input.type().rank() == 2) {
      return bias
          ? input.apply(Gemm.LINEAR, weight, input.tracer().parameter("bias"))
          : input.apply(Gemm.LINEAR, weight);
    }
    Value product = input.apply(new MatMul(), weight.apply(new Transpose(List.of(1, 0))));
    return bias ? product.add(input.tracer().parameter("bias")) : product;
  }
}
