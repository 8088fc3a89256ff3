package dev.sepconv.simd.elementwise;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.BinaryLoops.Function;
import dev.sepconv.simd.move.Strides;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A function of two values, either of which may be repeated: row-major by any broadcast; channels
/// last where one side has the result's shape and the other has it too, or one number for each
/// channel, pixel or image.
public final class BinaryKernel implements Kernel {
  @Override
  public String id() {
    return "f32-binary-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    Node n = work.first();
    Graph g = work.graph();
    if (work.nodes().size() != 1 || n.inputs().size() != 2 || function(work).isEmpty()) {
      return Optional.empty();
    }
    TensorType out = g.type(n.output());
    boolean floats =
        n.inputs().stream()
            .map(g::type)
            .allMatch(t -> t.element() == ElementType.FLOAT32 && t.isStatic());
    if (!floats || out.element() != ElementType.FLOAT32 || out.shape().elements() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        channelsLast(work, available)
            .orElseGet(() -> Layouts.all(work.inputs().size(), Layout.PLAIN)));
  }

  private static Optional<Function> function(Work work) {
    return switch (work.first().op()) {
      case Binary b ->
          switch (b.kind()) {
            case ADD -> Optional.of(Function.ADD);
            case SUB -> Optional.of(Function.SUB);
            case MUL -> Optional.of(Function.MUL);
            case DIV -> Optional.of(Function.DIV);
            case POW -> Optional.of(isSquare(work) ? Function.MUL : Function.POW);
            default -> Optional.empty();
          };
      case PRelu _ -> Optional.of(Function.PRELU);
      case Variadic v ->
          switch (v.kind()) {
            case MIN -> Optional.of(Function.MIN);
            case MAX -> Optional.of(Function.MAX);
            case SUM -> Optional.of(Function.ADD);
            case MEAN -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  /// Whether it is `x²`, which is computed as `x·x`.
  private static boolean isSquare(Work work) {
    Node n = work.first();
    return n.op() instanceof Binary b
        && b.kind() == Binary.Kind.POW
        && work.graph().type(n.inputs().get(0)).equals(work.graph().type(n.output()))
        && work.graph()
            .constant(n.inputs().get(1))
            .filter(c -> c.tensor().size() == 1 && c.tensor().getDouble(0) == 2)
            .isPresent();
  }

  /// Channels last, if all operands can be had so and a large one lies so already.
  private static Optional<Layouts> channelsLast(Work work, List<Layout> available) {
    Shape out = work.outputShape();
    if (out.rank() != 4) {
      return Optional.empty();
    }
    List<Layout> layouts = new ArrayList<>();
    boolean wanted = false;
    for (int i = 0; i < available.size(); i++) {
      Shape s = work.inputShape(i);
      Optional<PixelOperand> operand = PixelOperand.of(s, out);
      if (operand.isEmpty() || (operand.get().hasChannels() && s.rank() != 4)) {
        return Optional.empty();
      }
      layouts.add(operand.get().layout());
      wanted |= available.get(i) == Layout.CHANNELS_LAST && s.equals(out);
    }
    for (String i : work.first().inputs()) {
      wanted &= PixelOperand.of(work.graph().type(i).shape(), out).isPresent();
    }
    return wanted ? Optional.of(new Layouts(layouts, Layout.CHANNELS_LAST)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<String> names = work.inputs();
    Shape out = work.outputShape();
    boolean last = layouts.output() == Layout.CHANNELS_LAST;
    List<String> sides = new ArrayList<>(work.first().inputs());
    if (isSquare(work)) {
      sides.set(1, sides.get(0));
    }
    float[][] constants = new float[2][];
    int[] inputs = new int[2];
    int[][] strides = new int[2][];
    for (int i = 0; i < 2; i++) {
      Shape s = work.graph().type(sides.get(i)).shape();
      inputs[i] = names.indexOf(sides.get(i));
      strides[i] =
          last ? PixelOperand.of(s, out).orElseThrow().strides() : Strides.broadcast(s, out);
      if (inputs[i] < 0) {
        float[] plain = work.graph().constant(sides.get(i)).orElseThrow().tensor().floats();
        constants[i] = last ? PixelOperand.of(s, out).orElseThrow().pack(plain) : plain;
      } else {
        constants[i] = new float[0];
      }
    }
    int pixel = last ? Layout.pixelStride(out.dim(1)) : 0;
    int pixels = last ? out.dim(2) * out.dim(3) : 0;
    int[] dims = last ? new int[] {out.dim(0), pixels, pixel} : out.toInts();
    int[] result = last ? new int[] {pixels * pixel, pixel, 1} : out.strides();
    Strides walk = new Strides(dims, result, strides[0], strides[1]);
    return new Prepared(function(work).orElseThrow(), walk, inputs, constants);
  }

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Prepared(BinaryLoops loops, Strides walk, int[] inputs, float[][] constants)
      implements Task {
    Prepared(Function f, Strides walk, int[] inputs, float[][] constants) {
      this(new BinaryLoops(f, walk), walk, inputs, constants);
    }

    @Override
    public int scratchFloats() {
      return 2 * Layout.BLOCK;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] a = inputs[0] < 0 ? constants[0] : operands.input(inputs[0]);
      float[] b = inputs[1] < 0 ? constants[1] : operands.input(inputs[1]);
      int ao = inputs[0] < 0 ? 0 : operands.inputOffset(inputs[0]);
      int bo = inputs[1] < 0 ? 0 : operands.inputOffset(inputs[1]);
      float[] d = operands.output(0);
      int o = operands.outputOffset(0);
      float[] scratch = operands.scratch();
      walk.run(
          workers,
          (worker, at0, at1, at2, rows, n) ->
              loops.rows(
                  a,
                  ao + at1,
                  b,
                  bo + at2,
                  d,
                  o + at0,
                  rows,
                  n,
                  scratch,
                  operands.scratchOffset(worker)));
    }
  }
}
