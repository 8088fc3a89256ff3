package dev.sepconv.nn;

import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What convolutions have in common. Each method returns a changed layer, so that it reads as
/// `Conv2d.of(3, 4, 3).padding(1)`; weights and biases are initialised as PyTorch does unless said
/// otherwise.
///
/// @param <M> the layer itself
public abstract sealed class ConvLayer<M extends ConvLayer<M>> extends Module
    permits Conv1d, Conv2d, ConvTranspose2d {
  /// How it slides and what it has.
  final ConvSettings settings;

  /// What fills the weights; empty for PyTorch's default.
  final Optional<Initializer> initializer;

  ConvLayer(ConvSettings settings, Optional<Initializer> initializer, Shape weight) {
    this.settings = settings;
    this.initializer = initializer;
    // PyTorch takes the second axis of the weights for the inputs, of transposed convolutions too.
    Initializer standard = Initializer.pytorch((long) weight.dim(1) * settings.taps());
    parameter("weight", weight, initializer.orElse(standard));
    if (settings.bias()) {
      parameter("bias", Shape.of(settings.out()), standard);
    }
  }

  /// The dimensions of weights.
  static Shape weight(int first, int second, List<Integer> kernel) {
    long[] dims = new long[kernel.size() + 2];
    dims[0] = first;
    dims[1] = second;
    for (int i = 0; i < kernel.size(); i++) {
      dims[i + 2] = kernel.get(i);
    }
    return Shape.of(dims);
  }

  abstract M with(ConvSettings other, Optional<Initializer> otherInitializer);

  abstract Op op();

  private List<Integer> each(int value) {
    return Collections.nCopies(settings.kernel().size(), value);
  }

  /// Another stride.
  ///
  /// @param stride the step along every axis
  /// @return the layer with it
  public final M stride(int stride) {
    return with(settings.withStride(each(stride)), initializer);
  }

  /// Other padding.
  ///
  /// @param padding zeros on every side
  /// @return the layer with it
  public final M padding(int padding) {
    return with(settings.withPadding(Padding.symmetric(each(padding))), initializer);
  }

  /// Another dilation.
  ///
  /// @param dilation the distance between taps
  /// @return the layer with it
  public final M dilation(int dilation) {
    return with(settings.withDilation(each(dilation)), initializer);
  }

  /// More groups.
  ///
  /// @param groups how many independent convolutions the channels are divided into; as many as
  ///   channels is depthwise
  /// @return the layer with it
  public final M groups(int groups) {
    return with(settings.withGroups(groups), initializer);
  }

  /// With or without a bias.
  ///
  /// @param bias whether there is one
  /// @return the layer with it
  public final M bias(boolean bias) {
    return with(settings.withBias(bias), initializer);
  }

  /// Other initial weights.
  ///
  /// @param weights fills them
  /// @return the layer with it
  public final M initializer(Initializer weights) {
    return with(settings, Optional.of(weights));
  }

  @Override
  protected final Value forward(Value input) {
    Tracer t = input.tracer();
    return settings.bias()
        ? input.apply(op(), t.parameter("weight"), t.parameter("bias"))
        : input.apply(op(), t.parameter("weight"));
  }
}
