package dev.sepconv.kernel.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Kernel.Layouts;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Compares every scalar kernel that accepts a piece of work with the reference: on small integers,
/// whose sums are exact, with `==`; on random floats within a tolerance that grows with the length
/// of the sums. Results begin as NaN, and what lies around every operand must stay as it is.
final class ScalarParity {
  private static final int MARGIN = 40;
  private static final int MARK = 0x7fc0_1234;

  private final Random random;
  private final boolean integers;

  private ScalarParity(long seed, boolean integers) {
    random = new Random(seed);
    this.integers = integers;
  }

  /// A graph whose nodes are one piece of work, ending in the value `y`.
  interface Case {
    /// Adds nodes to a builder, with constants from the parity.
    void write(GraphBuilder b, ScalarParity data);
  }

  /// Checks a case on integers and on floats.
  ///
  /// @param sums the length of the longest sum in it
  /// @param exact whether integers give results that both sides compute without rounding
  /// @param c the case
  /// @return the ids of the kernels that accepted it
  static Set<String> check(int sums, boolean exact, Case c) {
    Set<String> ids = new LinkedHashSet<>();
    for (boolean integers : exact ? new boolean[] {true, false} : new boolean[] {false}) {
      ScalarParity p = new ScalarParity(sums, integers);
      GraphBuilder b = new GraphBuilder("parity", Reference.EVALUATOR);
      c.write(b, p);
      Graph g = b.build(List.of("y"));
      ids.addAll(p.check(new Work(g, g.nodes()), integers ? 0 : 1e-6 * Math.sqrt(sums) + 2e-6));
    }
    return ids;
  }

  /// A constant, integers from -3 to 3 or floats from -1 to 1.
  Constant constant(String name, long... dims) {
    return Constant.of(name, Role.PARAMETER, tensor(Shape.of(dims)));
  }

  private Tensor tensor(Shape shape) {
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = integers ? random.nextInt(7) - 3 : 2 * random.nextFloat() - 1;
    }
    return Tensor.of(shape, data);
  }

  private Set<String> check(Work work, double tolerance) {
    List<Tensor> inputs =
        work.inputs().stream().map(i -> tensor(work.graph().type(i).shape())).toList();
    List<Layout> plain = inputs.stream().map(i -> Layout.PLAIN).toList();
    Memory expected = run(new ReferenceKernel(), work, inputs, Workers.CALLER);
    Set<String> ids = new LinkedHashSet<>();
    for (Kernel k : new ScalarKernels().kernels()) {
      Optional<Layouts> layouts = k.accepts(work, plain);
      if (layouts.isPresent()) {
        assertThat(layouts.get()).isEqualTo(Layouts.all(inputs.size(), Layout.PLAIN));
        ids.add(k.id());
        Memory alone = run(k, work, inputs, Workers.CALLER);
        Memory shared = run(k, work, inputs, threeInTurn());
        alone.checkMargins(k.id());
        shared.checkMargins(k.id());
        compare(k.id() + " on " + work.nodes(), expected.result(), alone.result(), tolerance);
        assertThat(shared.result())
            .as("%s divided among workers", k.id())
            .isEqualTo(alone.result());
      }
    }
    return ids;
  }

  private static Memory run(Kernel k, Work work, List<Tensor> inputs, Workers workers) {
    Memory memory = new Memory(inputs, work.outputShape().elements());
    k.prepare(work, Layouts.all(inputs.size(), Layout.PLAIN)).run(memory, workers);
    return memory;
  }

  private static void compare(String what, float[] expected, float[] actual, double tolerance) {
    double scale = 1;
    for (float e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      // Written so that NaN fails too; -0 equals 0.
      if (!(difference <= tolerance * scale) && actual[i] != expected[i]) {
        throw new AssertionError(
            "%s element %d: expected %s, was %s".formatted(what, i, expected[i], actual[i]));
      }
    }
  }

  /// Three workers one after the other, so that ranges meet in odd places.
  private static Workers threeInTurn() {
    return new Workers() {
      @Override
      public int count() {
        return 3;
      }

      @Override
      public <C> void run(int items, C context, SharedPart<C> part) {
        for (int w = 0; w < 3; w++) {
          int from = items * w / 3;
          int to = items * (w + 1) / 3;
          if (from < to) {
            part.run(context, w, from, to);
          }
        }
      }
    };
  }

  /// All operands in one array with marked margins between them, the result last.
  private static final class Memory implements Operands {
    private final List<Tensor> inputs;
    private final int[] begin;
    private final int[] length;
    private final float[] array;

    Memory(List<Tensor> inputs, int result) {
      this.inputs = inputs;
      begin = new int[inputs.size() + 1];
      length = new int[begin.length];
      int at = MARGIN;
      for (int i = 0; i < begin.length; i++) {
        begin[i] = at;
        length[i] = i < inputs.size() ? inputs.get(i).size() : result;
        at += length[i] + MARGIN;
      }
      array = new float[at];
      Arrays.fill(array, Float.intBitsToFloat(MARK));
      for (int i = 0; i < inputs.size(); i++) {
        System.arraycopy(inputs.get(i).floats(), 0, array, begin[i], length[i]);
      }
    }

    float[] result() {
      int from = begin[inputs.size()];
      return Arrays.copyOfRange(array, from, from + length[inputs.size()]);
    }

    void checkMargins(String id) {
      List<Integer> broken = new ArrayList<>();
      for (int i = 0; i < begin.length; i++) {
        int before = i == 0 ? 0 : begin[i - 1] + length[i - 1];
        for (int at = before; at < begin[i]; at++) {
          if (Float.floatToRawIntBits(array[at]) != MARK) {
            broken.add(at);
          }
        }
      }
      for (int at = array.length - MARGIN; at < array.length; at++) {
        if (Float.floatToRawIntBits(array[at]) != MARK) {
          broken.add(at);
        }
      }
      assertThat(broken).as("what %s wrote beside its result", id).isEmpty();
    }

    @Override
    public float[] input(int i) {
      return array;
    }

    @Override
    public int inputOffset(int i) {
      return begin[i];
    }

    @Override
    public Tensor inputTensor(int i) {
      return inputs.get(i);
    }

    @Override
    public float[] output(int i) {
      return array;
    }

    @Override
    public int outputOffset(int i) {
      return begin[inputs.size()];
    }

    @Override
    public void setOutput(int i, Tensor tensor) {
      System.arraycopy(tensor.floats(), 0, array, begin[inputs.size()], tensor.size());
    }

    @Override
    public float[] scratch() {
      return array;
    }

    @Override
    public int scratchOffset(int worker) {
      throw new AssertionError("no scalar kernel asks for scratch memory");
    }
  }
}
