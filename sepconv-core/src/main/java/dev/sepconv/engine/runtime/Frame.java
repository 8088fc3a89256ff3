package dev.sepconv.engine.runtime;

import dev.sepconv.engine.runtime.Executable.Slot;
import dev.sepconv.kernel.Operands;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of one call: an arena, and tensors for what does not lie in it. Not thread-safe; one
/// call has one.
final class Frame implements Operands {
  private final List<Slot> layout;
  private final float[] arena;
  private final @Nullable Tensor[] tensors;
  private int[] inputs = {};
  private int[] outputs = {};

  Frame(List<Slot> layout, float[] arena) {
    this.layout = layout;
    this.arena = arena;
    tensors = new @Nullable Tensor[layout.size()];
  }

  /// Moves to another step.
  Frame at(int[] newInputs, int[] newOutputs) {
    inputs = newInputs;
    outputs = newOutputs;
    return this;
  }

  void put(int slot, Tensor tensor) {
    Slot s = layout.get(slot);
    if (s.offset() < 0) {
      tensors[slot] = tensor;
    } else {
      System.arraycopy(tensor.floats(), 0, arena, s.offset(), tensor.size());
    }
  }

  Tensor tensor(int slot) {
    Slot s = layout.get(slot);
    if (s.offset() >= 0) {
      Shape shape = s.type().shape();
      return Tensor.of(shape, Arrays.copyOfRange(arena, s.offset(), s.offset() + shape.elements()));
    }
    Tensor t = tensors[slot];
    if (t == null) {
      throw new IllegalStateException("slot " + slot + " is read before it is written");
    }
    return t;
  }

  @Override
  public float[] input(int i) {
    return layout.get(inputs[i]).offset() >= 0 ? arena : tensor(inputs[i]).floats();
  }

  @Override
  public int inputOffset(int i) {
    return Math.max(layout.get(inputs[i]).offset(), 0);
  }

  @Override
  public Optional<Tensor> inputTensor(int i) {
    return inputs[i] < 0 ? Optional.empty() : Optional.of(tensor(inputs[i]));
  }

  @Override
  public float[] output(int i) {
    int slot = outputs[i];
    if (layout.get(slot).offset() >= 0) {
      return arena;
    }
    Tensor t = tensors[slot];
    if (t == null) {
      t = Tensor.zeros(layout.get(slot).type().element(), layout.get(slot).type().shape());
      tensors[slot] = t;
    }
    return t.floats();
  }

  @Override
  public int outputOffset(int i) {
    return Math.max(layout.get(outputs[i]).offset(), 0);
  }

  @Override
  public void setOutput(int i, Tensor tensor) {
    put(outputs[i], tensor);
  }
}
