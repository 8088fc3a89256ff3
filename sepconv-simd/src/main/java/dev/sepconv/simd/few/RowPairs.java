package dev.sepconv.simd.few;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.Kernel.Task;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.elementwise.Epilogue;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Divides a convolution into pairs of output rows, so that each weight, and with small strides
/// each input row, serves two rows. Pairs that need rows outside the image read a padded copy;
/// others read the image itself, with masks where columns outside it are needed.
abstract class RowPairs implements Task {
  /// How many columns a tile computes.
  static final int TILE = 2 * FloatVector.SPECIES_PREFERRED.length();

  /// The sizes of the convolution that reads the image.
  final Geometry g;

  private final int oc;
  private final Epilogue epilogue;
  private final int rows;
  private final int width;

  /// @param g the sizes; stride and groups along the width are for subclasses to handle
  /// @param oc the channels that are written in the end
  /// @param activation the last one
  RowPairs(Geometry g, int oc, Activation activation) {
    this.g = g;
    this.oc = oc;
    epilogue = new Epilogue(activation);
    rows = g.sh() + (g.kh() - 1) * g.dh() + 1;
    width = g.ow() + (g.kw() - 1) * g.dw();
  }

  /// Where a pair of rows is read and written.
  ///
  /// @param src holds the input
  /// @param s what the first tap of the first column reads in the first channel
  /// @param plane the floats between two input channels
  /// @param row the floats between two input rows
  /// @param dst takes the output
  /// @param d the first column of the first channel
  /// @param below the floats between the two output rows; 0 to write the first row alone
  /// @param copied whether this is the padded copy
  @SuppressWarnings("ArrayRecordComponent") // memory, never compared
  record Place(
      float[] src, int s, int plane, int row, float[] dst, int d, int below, boolean copied) {}

  /// Computes columns whose windows lie inside the input.
  ///
  /// @param at where
  /// @param from the first column
  /// @param to after the last column; the last tile ends at the end of the row at the latest
  abstract void inside(Place at, int from, int to);

  /// Computes columns whose windows may reach beyond the sides of the image.
  ///
  /// @param at where
  /// @param from the first column
  /// @param to after the last column; the last tile ends at the end of the row at the latest
  abstract void aside(Place at, int from, int to);

  /// The least result that registers are limited to.
  final float low() {
    return epilogue.low();
  }

  /// The greatest result that registers are limited to.
  final float high() {
    return epilogue.high();
  }

  /// Whether results are limited in registers.
  final boolean isLimited() {
    return low() != Float.NEGATIVE_INFINITY || high() != Float.POSITIVE_INFINITY;
  }

  /// The floats between two channels of the padded copy.
  final int copiedPlane() {
    return rows * width;
  }

  /// The floats between two rows of the padded copy.
  final int copiedRow() {
    return width;
  }

  @Override
  public final int scratchFloats() {
    return g.ic() * rows * width;
  }

  @Override
  public final void run(Operands operands, Workers workers) {
    int pairs = Math.ceilDiv(g.oh(), 2);
    workers.run(
        g.n() * pairs,
        (worker, from, to) -> {
          for (int i = from; i < to; i++) {
            pair(operands, operands.scratchOffset(worker), i / pairs, i % pairs * 2);
          }
        });
  }

  private void pair(Operands operands, int scratch, int image, int y) {
    float[] src = operands.input(0);
    float[] dst = operands.output(0);
    int plane = g.ih() * g.iw();
    int first = operands.inputOffset(0) + image * g.ic() * plane;
    int top = y * g.sh() - g.padTop();
    int s = first + top * g.iw() - g.padLeft();
    int end = s + (g.ic() - 1) * plane + (rows - 1) * g.iw() + width;
    int d = operands.outputOffset(0) + (image * oc * g.oh() + y) * g.ow();
    int below = y + 1 < g.oh() ? g.ow() : 0;
    if (top >= 0 && top + rows <= g.ih() && s >= 0 && end <= src.length) {
      row(new Place(src, s, plane, g.iw(), dst, d, below, false));
    } else {
      copy(src, first, top, operands.scratch(), scratch);
      float[] padded = operands.scratch();
      inside(
          new Place(padded, scratch, copiedPlane(), copiedRow(), dst, d, below, true), 0, g.ow());
    }
    for (int o = 0; o < oc; o++) {
      epilogue.function(dst, d + o * g.oh() * g.ow(), g.ow() + below);
    }
  }

  private void row(Place at) {
    int clean = g.iw() + g.padLeft() - (g.kw() - 1) * g.dw();
    int from = Math.min(Math.ceilDiv(Math.max(g.padLeft(), 0), TILE) * TILE, g.ow());
    int to = from + Math.max(0, Math.min(clean, g.ow()) - from) / TILE * TILE;
    if (clean >= g.ow() && from == 0) {
      to = g.ow();
    }
    aside(at, 0, from);
    inside(at, from, to);
    aside(at, to, g.ow());
  }

  private void copy(float[] src, int first, int top, float[] dst, int d) {
    int begin = Math.clamp(g.padLeft(), 0, width);
    int end = Math.clamp(g.iw() + (long) g.padLeft(), begin, width);
    int to = d;
    for (int c = 0; c < g.ic(); c++) {
      for (int y = top; y < top + rows; y++) {
        if (y < 0 || y >= g.ih()) {
          Arrays.fill(dst, to, to + width, 0);
        } else {
          int from = first + (c * g.ih() + y) * g.iw() + begin - g.padLeft();
          Arrays.fill(dst, to, to + begin, 0);
          System.arraycopy(src, from, dst, to + begin, end - begin);
          Arrays.fill(dst, to + end, to + width, 0);
        }
        to += width;
      }
    }
  }
}
