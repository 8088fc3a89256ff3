package dev.sepconv.simd.direct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Output pixels that all sum the same taps: every one of a convolution, or those of one parity of
/// a transposed one. Pixel (r, c) is output `(top + r·stepY, left + c·stepX)`, and its tap reads
/// input `(r·strideY + tap.y, c·strideX + tap.x)`.
///
/// @param rows of pixels
/// @param columns of pixels
/// @param top the first output row
/// @param left the first output column
/// @param stepY output rows per row
/// @param stepX output columns per column
/// @param strideY input rows per row
/// @param strideX input columns per column
/// @param taps in the order of their input
record Grid(
    int rows,
    int columns,
    int top,
    int left,
    int stepY,
    int stepX,
    int strideY,
    int strideX,
    List<Tap> taps) {

  /// A tap: where it reads, and which weight it is.
  record Tap(int y, int x, int ky, int kx) {}

  Grid {
    taps = taps.stream().sorted(Comparator.comparingInt(Tap::y).thenComparingInt(Tap::x)).toList();
  }

  /// All pixels of a convolution.
  static List<Grid> convolution(Geometry g) {
    List<Tap> taps = new ArrayList<>();
    for (int y = 0; y < g.kh(); y++) {
      for (int x = 0; x < g.kw(); x++) {
        taps.add(new Tap(y * g.dh() - g.padTop(), x * g.dw() - g.padLeft(), y, x));
      }
    }
    return List.of(new Grid(g.oh(), g.ow(), 0, 0, 1, 1, g.sh(), g.sw(), taps));
  }

  /// The pixels of a transposed convolution by their position modulo the stride: output `o` sums
  /// the taps k for which `o + pad - k·dilation` is a multiple of the stride.
  static List<Grid> transposed(Geometry g) {
    List<Grid> grids = new ArrayList<>();
    for (int top = 0; top < Math.min(g.sh(), g.oh()); top++) {
      for (int left = 0; left < Math.min(g.sw(), g.ow()); left++) {
        List<Tap> taps = new ArrayList<>();
        for (int ky = 0; ky < g.kh(); ky++) {
          for (int kx = 0; kx < g.kw(); kx++) {
            int y = top + g.padTop() - ky * g.dh();
            int x = left + g.padLeft() - kx * g.dw();
            if (y % g.sh() == 0 && x % g.sw() == 0) {
              taps.add(new Tap(y / g.sh(), x / g.sw(), ky, kx));
            }
          }
        }
        int rows = Math.ceilDiv(g.oh() - top, g.sh());
        int columns = Math.ceilDiv(g.ow() - left, g.sw());
        grids.add(new Grid(rows, columns, top, left, g.sh(), g.sw(), 1, 1, taps));
      }
    }
    return grids;
  }

  /// Whether pixels follow each other in the output.
  boolean isDense() {
    return stepY == 1 && stepX == 1;
  }

  // These are asked for in every run, so they are loops: a stream allocates.

  int minY() {
    return taps.isEmpty() ? 0 : taps.getFirst().y();
  }

  private int maxY() {
    return taps.isEmpty() ? 0 : taps.getLast().y();
  }

  int minX() {
    int min = taps.isEmpty() ? 0 : taps.getFirst().x();
    for (int i = 1; i < taps.size(); i++) {
      min = Math.min(min, taps.get(i).x());
    }
    return min;
  }

  private int maxX() {
    int max = taps.isEmpty() ? 0 : taps.getFirst().x();
    for (int i = 1; i < taps.size(); i++) {
      max = Math.max(max, taps.get(i).x());
    }
    return max;
  }

  /// The input rows that some rows of pixels reach over.
  int inputRows(int count) {
    return (count - 1) * strideY + maxY() - minY() + 1;
  }

  /// The input columns that a row of pixels reaches over.
  int inputColumns() {
    return (columns - 1) * strideX + maxX() - minX() + 1;
  }

  /// How many taps lie side by side in each row of the window, if those are all it has; else 1.
  int sideBySide() {
    int rowsOfTaps = (int) taps.stream().mapToInt(Tap::y).distinct().count();
    int width = rowsOfTaps == 0 ? 1 : taps.size() / rowsOfTaps;
    for (int i = 0; i < taps.size(); i++) {
      Tap first = taps.get(i / width * width);
      Tap t = taps.get(i);
      if (t.y() != first.y() || t.x() != first.x() + i % width) {
        return 1;
      }
    }
    return width;
  }
}
