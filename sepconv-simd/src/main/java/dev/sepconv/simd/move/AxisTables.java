package dev.sepconv.simd.move;

import dev.sepconv.graph.op.Expand;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Resize;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.Tile;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.reference.ResizeAxis;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// For nodes that move elements axis by axis: which index of the source every index of the result
/// comes from.
public final class AxisTables {
  private AxisTables() {}

  /// Reads a node.
  ///
  /// @param work one node on floats
  /// @return for each axis of the result a table of source indices or -1 for none; empty if it is
  ///   another kind of node or not known before running
  public static Optional<int[][]> of(Work work) {
    for (int i = 1; i < work.first().inputs().size(); i++) {
      if (!Floats.isFixed(work, i)) {
        return Optional.empty();
      }
    }
    Shape from = work.graph().type(work.first().inputs().get(0)).shape();
    Shape to = work.outputShape();
    return switch (work.first().op()) {
      case Slice _ -> Optional.of(slice(work, from, to));
      case Tile _ -> Optional.of(repeated(from, to));
      case Expand _ ->
          from.rank() == to.rank() ? Optional.of(repeated(from, to)) : Optional.empty();
      case Gather g -> gather(work, g, from);
      case Pad p -> pad(work, p, from, to);
      case Resize r when r.mode() == Resize.Mode.NEAREST -> nearest(work, r, from, to);
      default -> Optional.empty();
    };
  }

  private static int[] unchanged(int n) {
    int[] table = new int[n];
    Arrays.setAll(table, i -> i);
    return table;
  }

  private static int[][] unchanged(Shape shape) {
    int[][] tables = new int[shape.rank()][];
    Arrays.setAll(tables, a -> unchanged(shape.dim(a)));
    return tables;
  }

  private static int axis(long axis, Shape shape) {
    return (int) (axis < 0 ? axis + shape.rank() : axis);
  }

  private static int[][] slice(Work work, Shape from, Shape to) {
    int[][] tables = unchanged(from);
    long[] starts = longs(work, 1);
    long[] axes = longs(work, 3);
    long[] steps = longs(work, 4);
    for (int i = 0; i < starts.length; i++) {
      int a = axes.length == 0 ? i : axis(axes[i], from);
      long step = steps.length == 0 ? 1 : steps[i];
      long begin = Slice.begin(starts[i], step, from.dim(a));
      tables[a] = new int[to.dim(a)];
      Arrays.setAll(tables[a], k -> Math.toIntExact(begin + k * step));
    }
    return tables;
  }

  private static int[][] repeated(Shape from, Shape to) {
    int[][] tables = new int[to.rank()][];
    for (int a = 0; a < tables.length; a++) {
      int n = from.dim(a);
      tables[a] = new int[to.dim(a)];
      Arrays.setAll(tables[a], k -> k % n);
    }
    return tables;
  }

  /// Indices of one axis or none; more would add axes to the result.
  private static Optional<int[][]> gather(Work work, Gather op, Shape from) {
    long[] indices = longs(work, 1);
    int a = axis(op.axis(), from);
    int n = from.dim(a);
    boolean inside = Arrays.stream(indices).allMatch(i -> i >= -n && i < n);
    if (!inside) {
      return Optional.empty();
    }
    int[][] tables = unchanged(from);
    tables[a] = Arrays.stream(indices).mapToInt(i -> (int) (i < 0 ? i + n : i)).toArray();
    return Optional.of(tables);
  }

  private static Optional<int[][]> pad(Work work, Pad op, Shape from, Shape to) {
    long[] pads = longs(work, 1);
    long[] axes = longs(work, 3);
    int[][] tables = unchanged(from);
    for (int i = 0; i < pads.length / 2; i++) {
      int a = axes.length == 0 ? i : axis(axes[i], from);
      int begin = Math.toIntExact(pads[i]);
      int end = Math.toIntExact(pads[i + pads.length / 2]);
      // Negative amounts crop first; what is mirrored or repeated is what is left.
      int first = Math.max(-begin, 0);
      int left = from.dim(a) - first - Math.max(-end, 0);
      if (left <= 0) {
        return Optional.empty();
      }
      tables[a] = new int[to.dim(a)];
      for (int k = 0; k < tables[a].length; k++) {
        int at = padded(op.mode(), k - Math.max(begin, 0), left);
        tables[a][k] = at < 0 ? IndexedCopy.NONE : first + at;
      }
    }
    return Optional.of(tables);
  }

  private static int padded(Pad.Mode mode, int i, int n) {
    return switch (mode) {
      case CONSTANT -> i < 0 || i >= n ? IndexedCopy.NONE : i;
      case EDGE -> Math.clamp(i, 0, n - 1);
      case WRAP -> Math.floorMod(i, n);
      case REFLECT -> {
        int period = Math.max(2 * (n - 1), 1);
        int at = Math.floorMod(i, period);
        yield Math.min(at, period - at);
      }
    };
  }

  private static Optional<int[][]> nearest(Work work, Resize op, Shape from, Shape to) {
    if (op.coordinates() == Resize.Coordinates.TF_CROP_AND_RESIZE) {
      return Optional.empty();
    }
    List<Optional<Tensor>> inputs = new ArrayList<>();
    for (int i = 0; i < work.first().inputs().size(); i++) {
      inputs.add(i == 0 ? Optional.empty() : Floats.known(work, i));
    }
    List<ResizeAxis> axes = ResizeAxis.all(op, inputs, from, to);
    int[][] tables = new int[axes.size()][];
    for (int a = 0; a < tables.length; a++) {
      ResizeAxis axis = axes.get(a);
      tables[a] = new int[to.dim(a)];
      Arrays.setAll(tables[a], i -> axis.taps(i)[0]);
    }
    return Optional.of(tables);
  }

  private static long[] longs(Work work, int input) {
    return Floats.known(work, input).map(Tensor::toLongs).orElse(new long[0]);
  }
}
