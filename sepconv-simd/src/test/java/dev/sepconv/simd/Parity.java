package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Kernel.Layouts;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Reorder;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.simd.winograd.BandedConvs;
import dev.sepconv.simd.winograd.Winograd;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Compares every kernel of the list that accepts a piece of work with the reference: on small
/// integers, whose sums are exact, with `==`; on random floats within a tolerance that grows with
/// the length of the sums. Memory that a kernel may not rely on (padding lanes, scratch, fresh
/// outputs) is filled with NaN, and what lies around every operand is checked to be untouched.
final class Parity {
  private static final int MARGIN = 64;
  private static final int MARK = 0x7fc0_1234;

  private final Random random;
  private final boolean integers;

  private Parity(long seed, boolean integers) {
    random = new Random(seed);
    this.integers = integers;
  }

  /// What a test case writes: a graph whose nodes are one piece of work, ending in the value `y`.
  interface Case {
    /// Adds nodes to a builder; constants come from the parity, so that they are integers where
    /// that is wanted.
    void write(GraphBuilder b, Parity data);
  }

  /// Checks a case on integers and on floats.
  ///
  /// @param sums the length of the longest sum in it
  /// @param c the case
  /// @return the ids of the kernels that accepted it; none is a failure
  static Set<String> check(int sums, Case c) {
    return check(sums, List.of("y"), c);
  }

  /// Checks a case on integers and on floats.
  ///
  /// @param sums the length of the longest sum in it
  /// @param outputs the values that the work writes
  /// @param c the case
  /// @return the ids of the kernels that accepted it; none is a failure
  static Set<String> check(int sums, List<String> outputs, Case c) {
    Set<String> ids = new LinkedHashSet<>();
    for (boolean integers : new boolean[] {true, false}) {
      Parity p = new Parity(sums, integers);
      GraphBuilder b = new GraphBuilder("parity", Reference.EVALUATOR);
      c.write(b, p);
      Graph g = b.build(outputs);
      ids.addAll(p.check(new Work(g, g.nodes(), outputs), integers ? 0 : tolerance(sums)));
    }
    assertThat(ids).as("kernels that accepted the case").isNotEmpty();
    return ids;
  }

  /// Checks a case whose results are no integers, on floats alone.
  ///
  /// @param sums the length of the longest sum in it
  /// @param c the case
  /// @return the ids of the kernels that accepted it; none is a failure
  static Set<String> checkClose(int sums, Case c) {
    Parity p = new Parity(sums, false);
    GraphBuilder b = new GraphBuilder("parity", Reference.EVALUATOR);
    c.write(b, p);
    Graph g = b.build(List.of("y"));
    Set<String> ids = p.check(new Work(g, g.nodes()), tolerance(sums));
    assertThat(ids).as("kernels that accepted the case").isNotEmpty();
    return ids;
  }

  private static double tolerance(int sums) {
    return 1e-6 * Math.sqrt(sums) + 2e-6;
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
    List<Tensor> expected = expected(work, inputs);
    Set<String> ids = new LinkedHashSet<>();
    for (Kernel k : new SimdKernels().kernels()) {
      Set<Layouts> tried = new LinkedHashSet<>();
      for (Layout l : Layout.values()) {
        List<Layout> available =
            inputs.stream().map(t -> t.shape().rank() == 4 ? l : Layout.PLAIN).toList();
        Optional<Layouts> layouts = k.accepts(work, available);
        if (layouts.isPresent() && tried.add(layouts.get())) {
          ids.add(k.id());
          Kernel.Task task = k.prepare(work, layouts.get());
          for (Workers w : List.of(Workers.CALLER, threeInTurn())) {
            compare(k.id(), work, inputs, expected, layouts.get(), task, w, tolerance + slack(k));
          }
        }
      }
    }
    return ids;
  }

  /// What a kernel may add to the tolerance, by the error that it states.
  private double slack(Kernel k) {
    return switch (k) {
      case Winograd w -> integers && w.isExact() ? 0 : w.error();
      case BandedConvs _ -> BandedConvs.error();
      default -> 0;
    };
  }

  private static List<Tensor> expected(Work work, List<Tensor> inputs) {
    Kernel reference = new ReferenceKernel();
    List<Layout> plain = inputs.stream().map(i -> Layout.PLAIN).toList();
    Layouts layouts = reference.accepts(work, plain).orElseThrow();
    Memory memory = new Memory(work, inputs, layouts, 0, 1);
    reference.prepare(work, layouts).run(memory, Workers.CALLER);
    return memory.results();
  }

  /// Runs a task on operands between marked margins.
  static void compare(
      String id,
      Work work,
      List<Tensor> inputs,
      List<Tensor> expected,
      Layouts layouts,
      Kernel.Task task,
      Workers workers,
      double tolerance) {
    Memory memory = new Memory(work, inputs, layouts, task.scratchFloats(), workers.count());
    task.run(memory, workers);
    memory.checkMargins(id);
    List<Tensor> actual = memory.results();
    for (int o = 0; o < expected.size(); o++) {
      Tensor e = expected.get(o);
      Tensor a = actual.get(o);
      double scale = 0;
      for (int i = 0; i < e.size(); i++) {
        scale = Math.max(scale, Math.abs(e.getDouble(i)));
      }
      for (int i = 0; i < e.size(); i++) {
        double difference = Math.abs(a.getDouble(i) - e.getDouble(i));
        // Written so that NaN fails too; -0 equals 0.
        if (!(difference <= tolerance * Math.max(scale, 1)) && a.getDouble(i) != e.getDouble(i)) {
          throw new AssertionError(
              id
                  + " "
                  + layouts
                  + " on "
                  + work.nodes()
                  + " output "
                  + o
                  + " "
                  + e.shape()
                  + " element "
                  + i
                  + ": expected "
                  + e.getDouble(i)
                  + ", was "
                  + a.getDouble(i));
        }
      }
    }
  }

  /// Three workers one after the other, so that ranges meet in odd places.
  static Workers threeInTurn() {
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

  /// All operands in one array with marked margins between them.
  private static final class Memory implements Operands {
    private final Work work;
    private final Layouts layouts;
    private final float[] array;
    private final List<Tensor> inputs;
    private final int[] begin;
    private final int[] length;
    private final int scratch;
    private final int scratchFloats;
    private final List<Tensor> set = new ArrayList<>();

    Memory(Work work, List<Tensor> inputs, Layouts layouts, int scratchFloats, int workers) {
      this.work = work;
      this.layouts = layouts;
      this.inputs = inputs;
      this.scratchFloats = scratchFloats;
      int n = inputs.size() + work.outputs().size();
      begin = new int[n];
      length = new int[n];
      int at = MARGIN;
      for (int i = 0; i < n; i++) {
        begin[i] = at;
        length[i] = layout(i).floats(shape(i));
        at += length[i] + MARGIN;
      }
      scratch = at;
      array = new float[at + scratchFloats * workers + MARGIN];
      Arrays.fill(array, Float.intBitsToFloat(MARK));
      for (int i = 0; i < inputs.size(); i++) {
        float[] plain = inputs.get(i).floats();
        if (layout(i) == Layout.PLAIN) {
          System.arraycopy(plain, 0, array, begin[i], plain.length);
        } else {
          reorder(shape(i), true, plain, 0, array, begin[i]);
        }
      }
    }

    private Layout layout(int i) {
      return i < inputs.size() ? layouts.inputs().get(i) : layouts.output();
    }

    private Shape shape(int i) {
      return i < inputs.size() ? inputs.get(i).shape() : type(i - inputs.size()).shape();
    }

    private TensorType type(int output) {
      return work.graph().type(work.outputs().get(output));
    }

    List<Tensor> results() {
      if (!set.isEmpty()) {
        return set;
      }
      List<Tensor> results = new ArrayList<>();
      for (int i = inputs.size(); i < begin.length; i++) {
        float[] plain = new float[shape(i).elements()];
        if (layout(i) == Layout.PLAIN) {
          System.arraycopy(array, begin[i], plain, 0, plain.length);
        } else {
          reorder(shape(i), false, array, begin[i], plain, 0);
        }
        results.add(Tensor.of(shape(i), plain));
      }
      return results;
    }

    void checkMargins(String id) {
      for (int i = 0; i < begin.length; i++) {
        for (int m = 1; m <= MARGIN; m++) {
          boolean whole =
              Float.floatToRawIntBits(array[begin[i] - m]) == MARK
                  && (m == MARGIN
                      || Float.floatToRawIntBits(array[begin[i] + length[i] + m - 1]) == MARK);
          assertThat(whole).as("%s leaves the memory around operand %d alone", id, i).isTrue();
        }
      }
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
      return begin[inputs.size() + i];
    }

    @Override
    public void setOutput(int i, Tensor tensor) {
      set.add(tensor);
    }

    @Override
    public float[] scratch() {
      return array;
    }

    @Override
    public int scratchOffset(int worker) {
      return scratch + worker * scratchFloats;
    }
  }

  private static void reorder(
      Shape shape, boolean toLast, float[] src, int srcOffset, float[] dst, int dstOffset) {
    new Reorder(shape, toLast).run(new Two(src, srcOffset, dst, dstOffset), Workers.CALLER);
  }

  @SuppressWarnings("ArrayRecordComponent") // two arrays to copy between
  private record Two(float[] src, int srcOffset, float[] dst, int dstOffset) implements Operands {
    @Override
    public float[] input(int i) {
      return src;
    }

    @Override
    public int inputOffset(int i) {
      return srcOffset;
    }

    @Override
    public Tensor inputTensor(int i) {
      throw new AssertionError("a reorder reads floats");
    }

    @Override
    public float[] output(int i) {
      return dst;
    }

    @Override
    public int outputOffset(int i) {
      return dstOffset;
    }

    @Override
    public void setOutput(int i, Tensor tensor) {
      throw new AssertionError("a reorder writes floats");
    }

    @Override
    public float[] scratch() {
      return dst;
    }

    @Override
    public int scratchOffset(int worker) {
      return 0;
    }
  }
}
