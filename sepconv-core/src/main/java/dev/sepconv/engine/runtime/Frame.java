package dev.sepconv.engine.runtime;

import dev.sepconv.engine.plan.Plan;
import dev.sepconv.engine.plan.Plan.Slot;
import dev.sepconv.graph.Constant;
import dev.sepconv.kernel.Operands;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The values of one call: an arena with the workers' scratch memory at its end, and tensors for
/// what does not lie in it. One call has one; the workers of a step may ask for its operands at
/// once.
final class Frame implements Operands {
  /// Between the scratch memory of two workers, 64 KB: a core reads ahead of what it uses, and what
  /// another one writes there goes back and forth.
  private static final int GAP = 16_384;

  private final List<Slot> slots;
  // A type makes its shape anew every time it is asked.
  private final @Nullable Shape[] shapes;
  private final float[] arena;
  private final int arenaFloats;
  private final int scratchFloats;
  private final @Nullable Tensor[] tensors;
  private final boolean[] constant;
  private final int[][] inputs;
  private final int[][] outputs;
  private int step;

  Frame(Plan plan, int workers) {
    slots = plan.slots();
    shapes =
        slots.stream()
            .map(s -> s.type().isStatic() ? s.type().shape() : null)
            .toArray(Shape[]::new);
    arenaFloats = plan.arenaFloats();
    scratchFloats = plan.scratchFloats();
    int scratch = Math.multiplyExact(workers, scratchFloats + GAP) - GAP;
    arena = new float[Math.addExact(arenaFloats, scratch)];
    tensors = new @Nullable Tensor[slots.size()];
    constant = new boolean[slots.size()];
    inputs = plan.steps().stream().map(s -> ints(s.inputs())).toArray(int[][]::new);
    outputs = plan.steps().stream().map(s -> ints(s.outputs())).toArray(int[][]::new);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }

  /// The block that results share, with the workers' scratch memory behind it.
  float[] arena() {
    return arena;
  }

  /// Moves to a step.
  Frame at(int newStep) {
    step = newStep;
    return this;
  }

  void constant(Constant c) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).name().equals(c.name())) {
        tensors[i] = c.tensor();
        constant[i] = true;
      }
    }
  }

  /// Forgets the call's tensors, so that what was returned belongs to the caller alone.
  void clear() {
    for (int i = 0; i < tensors.length; i++) {
      if (!constant[i]) {
        tensors[i] = null;
      }
    }
  }

  void put(int slot, Tensor tensor) {
    int offset = slots.get(slot).offset();
    if (offset < 0) {
      tensors[slot] = tensor;
    } else {
      System.arraycopy(tensor.floats(), 0, arena, offset, tensor.size());
    }
  }

  Tensor tensor(int slot) {
    Slot s = slots.get(slot);
    if (s.offset() >= 0) {
      Shape shape = shape(slot);
      return Tensor.of(shape, Arrays.copyOfRange(arena, s.offset(), s.offset() + shape.elements()));
    }
    Tensor t = tensors[slot];
    if (t == null) {
      throw new IllegalStateException("'" + s.name() + "' is read before it is written");
    }
    return t;
  }

  private Shape shape(int slot) {
    return Objects.requireNonNull(shapes[slot], slots.get(slot).name());
  }

  @Override
  public float[] input(int i) {
    int slot = inputs[step][i];
    return slots.get(slot).offset() >= 0 ? arena : tensor(slot).floats();
  }

  @Override
  public int inputOffset(int i) {
    return Math.max(slots.get(inputs[step][i]).offset(), 0);
  }

  @Override
  public Tensor inputTensor(int i) {
    return tensor(inputs[step][i]);
  }

  @Override
  public float[] output(int i) {
    int slot = outputs[step][i];
    if (slots.get(slot).offset() >= 0) {
      return arena;
    }
    Tensor t = tensors[slot];
    return (t == null ? ownTensor(slot) : t).floats();
  }

  /// The workers of a step may all ask for its output first; they must be given the same one.
  private synchronized Tensor ownTensor(int slot) {
    Tensor t = tensors[slot];
    if (t == null) {
      t = Tensor.zeros(slots.get(slot).type().element(), shape(slot));
      tensors[slot] = t;
    }
    return t;
  }

  @Override
  public int outputOffset(int i) {
    return Math.max(slots.get(outputs[step][i]).offset(), 0);
  }

  @Override
  public void setOutput(int i, Tensor tensor) {
    int slot = outputs[step][i];
    Tensor given = tensors[slot];
    if (given != null && !constant[slot]) {
      // The caller's own tensor, or one that this step began to fill: keep it.
      System.arraycopy(tensor.array(), 0, given.array(), 0, tensor.size());
    } else {
      put(slot, tensor);
    }
  }

  @Override
  public float[] scratch() {
    return arena;
  }

  @Override
  public int scratchOffset(int worker) {
    return arenaFloats + worker * (scratchFloats + GAP);
  }
}
