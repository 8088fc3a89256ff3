package dev.sepconv.simd.move;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Copies blocks of elements to every position of a result, each from the sum of what tables say
/// for its index along each axis. Neighbouring blocks along the last axis go together.
final class IndexedCopy implements Kernel.Task {
  /// What a table says where the result has no source.
  static final int NONE = -1;

  /// Floats that an item of work copies, about.
  private static final int ITEM = 4096;

  private final int[][] tables;
  private final int block;
  private final float fill;
  private final int rows;
  private final int rowLength;
  // Three numbers each: where in the row, where in the source or NONE, how many elements.
  private final int[] runs;

  /// @param tables for each axis of the result the offset in the source for each index, or {@link
  ///   #NONE}
  /// @param block the elements of a block
  /// @param fill what stands where there is no source
  IndexedCopy(int[][] tables, int block, float fill) {
    this.tables = tables;
    this.block = block;
    this.fill = fill;
    int count = 1;
    for (int a = 0; a < tables.length - 1; a++) {
      count *= tables[a].length;
    }
    rows = count;
    int[] last = tables[tables.length - 1];
    rowLength = last.length * block;
    List<Integer> all = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= last.length; i++) {
      boolean goesOn =
          i < last.length
              && (last[i - 1] == NONE ? last[i] == NONE : last[i] == last[i - 1] + block);
      if (!goesOn) {
        all.addAll(List.of(begin * block, last[begin], (i - begin) * block));
        begin = i;
      }
    }
    runs = all.stream().mapToInt(i -> i).toArray();
  }

  @Override
  public void run(Operands operands, Workers workers) {
    float[] src = operands.input(0);
    float[] dst = operands.output(0);
    int so = operands.inputOffset(0);
    int to = operands.outputOffset(0);
    int perItem = Math.max(ITEM / rowLength, 1);
    workers.run(
        Math.ceilDiv(rows, perItem),
        (worker, from, end) -> {
          for (int r = from * perItem; r < Math.min(end * perItem, rows); r++) {
            row(src, so, source(r), dst, to + r * rowLength);
          }
        });
  }

  private int source(int row) {
    int at = 0;
    int rest = row;
    for (int a = tables.length - 2; a >= 0; a--) {
      int step = tables[a][rest % tables[a].length];
      if (step == NONE) {
        return NONE;
      }
      at += step;
      rest /= tables[a].length;
    }
    return at;
  }

  private void row(float[] src, int so, int from, float[] dst, int to) {
    if (from == NONE) {
      Arrays.fill(dst, to, to + rowLength, fill);
    } else if (block == 1 && runs.length > rowLength) {
      single(src, so + from, dst, to);
    } else {
      for (int i = 0; i < runs.length; i += 3) {
        int at = to + runs[i];
        if (runs[i + 1] == NONE) {
          Arrays.fill(dst, at, at + runs[i + 2], fill);
        } else {
          System.arraycopy(src, so + from + runs[i + 1], dst, at, runs[i + 2]);
        }
      }
    }
  }

  /// Most runs are of an element or two.
  private void single(float[] src, int at, float[] dst, int to) {
    int[] last = tables[tables.length - 1];
    for (int i = 0; i < last.length; i++) {
      dst[to + i] = last[i] == NONE ? fill : src[at + last[i]];
    }
  }
}
