package dev.sepconv.simd.move;

import dev.sepconv.kernel.Workers;
import dev.sepconv.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A walk through up to three operands at once, along common axes. Axes of one element are left out
/// and neighbouring ones that every operand steps through evenly are one; two at least remain.
public final class Strides {
  /// Floats that an item of work takes at most: three operands of it stay in the first cache.
  private static final int ITEM = 4096;

  /// The side of a tile: as many cache lines of the source as the first cache holds easily.
  private static final int TILE = 64;

  private final int[] dims;
  private final int[][] strides;
  private final int innerBlock;
  private final int rowBlock;

  /// Does some rows.
  @FunctionalInterface
  public interface Body {
    /// Does rows of equal length; from one to the next, each operand goes on by its row stride.
    ///
    /// @param worker who does it
    /// @param at0 where the first row begins in operand 0, relative to its begin
    /// @param at1 likewise; 0 if there is no such operand
    /// @param at2 likewise
    /// @param rows how many rows
    /// @param n the elements of a row
    void rows(int worker, int at0, int at1, int at2, int rows, int n);
  }

  /// A walk.
  ///
  /// @param dims the common axes
  /// @param strides of each operand along each axis; 0 repeats
  public Strides(int[] dims, int[]... strides) {
    this(ITEM, dims, strides);
  }

  /// A walk by square tiles, for operands that are stepped through in different order: what one row
  /// leaves in the cache is used by the next.
  ///
  /// @param dims the common axes
  /// @param strides of each operand along each axis
  /// @return the walk
  public static Strides tiled(int[] dims, int[]... strides) {
    return new Strides(TILE, dims, strides);
  }

  private Strides(int longest, int[] dims, int[][] strides) {
    List<Integer> axes = new ArrayList<>();
    int operands = strides.length;
    int[] kept = dims.clone();
    int[][] step = new int[operands][];
    for (int o = 0; o < operands; o++) {
      step[o] = strides[o].clone();
    }
    for (int a = 0; a < dims.length; a++) {
      if (dims[a] == 1) {
        continue;
      }
      int before = axes.isEmpty() ? -1 : axes.getLast();
      boolean merges = before >= 0;
      for (int o = 0; o < operands && merges; o++) {
        merges = step[o][before] == step[o][a] * dims[a];
      }
      if (merges) {
        kept[a] *= kept[before];
        axes.removeLast();
      }
      axes.add(a);
    }
    int lead = Math.max(2 - axes.size(), 0);
    int rank = axes.size() + lead;
    this.dims = new int[rank];
    this.strides = new int[operands][rank];
    Arrays.fill(this.dims, 1);
    for (int i = lead; i < rank; i++) {
      this.dims[i] = kept[axes.get(i - lead)];
      for (int o = 0; o < operands; o++) {
        this.strides[o][i] = step[o][axes.get(i - lead)];
      }
    }
    innerBlock = Math.min(this.dims[rank - 1], longest);
    rowBlock = Math.clamp(ITEM / Math.max(innerBlock, 1), 1, Math.max(this.dims[rank - 2], 1));
  }

  /// The strides that repeat a row-major value over a larger shape, as NumPy broadcasts.
  ///
  /// @param from the value's shape
  /// @param to the larger one
  /// @return one stride per axis of the larger one
  public static int[] broadcast(Shape from, Shape to) {
    int lead = to.rank() - from.rank();
    int[] own = from.strides();
    int[] all = new int[to.rank()];
    for (int a = 0; a < from.rank(); a++) {
      all[a + lead] = from.dim(a) == 1 ? 0 : own[a];
    }
    return all;
  }

  /// How far apart the elements of a row are.
  ///
  /// @param operand which
  /// @return the stride
  public int inner(int operand) {
    return strides[operand][dims.length - 1];
  }

  /// How far apart two rows are.
  ///
  /// @param operand which
  /// @return the stride
  public int row(int operand) {
    return strides[operand][dims.length - 2];
  }

  /// The elements of a row.
  ///
  /// @return how many
  public int length() {
    return dims[dims.length - 1];
  }

  /// Walks through everything.
  ///
  /// @param workers share the walk
  /// @param body does rows
  public void run(Workers workers, Body body) {
    int rank = dims.length;
    int inners = Math.ceilDiv(length(), innerBlock);
    int blocks = Math.ceilDiv(dims[rank - 2], rowBlock);
    int outer = 1;
    for (int a = 0; a < rank - 2; a++) {
      outer *= dims[a];
    }
    workers.run(
        outer * blocks * inners,
        (worker, from, to) -> {
          for (int item = from; item < to; item++) {
            int column = item % inners * innerBlock;
            int row = item / inners % blocks * rowBlock;
            int rest = item / inners / blocks;
            body.rows(
                worker,
                at(0, rest, row, column),
                at(1, rest, row, column),
                at(2, rest, row, column),
                Math.min(rowBlock, dims[rank - 2] - row),
                Math.min(innerBlock, length() - column));
          }
        });
  }

  private int at(int operand, int outer, int row, int column) {
    if (operand >= strides.length) {
      return 0;
    }
    int[] s = strides[operand];
    int rank = dims.length;
    int at = row * s[rank - 2] + column * s[rank - 1];
    int rest = outer;
    for (int a = rank - 3; a >= 0; a--) {
      at += rest % dims[a] * s[a];
      rest /= dims[a];
    }
    return at;
  }
}
