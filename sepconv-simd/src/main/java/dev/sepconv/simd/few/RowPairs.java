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
/// each input row, serves two rows. The input rows of a pair are copied with their padding, a few
/// kilobytes that stay in the first cache, so that the loops know no borders.
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

  /// Computes a pair of rows.
  ///
  /// @param src holds the padded input rows
  /// @param s the first one of the first channel
  /// @param dst takes the output
  /// @param d the first column of the first channel
  /// @param below the floats between the two output rows; 0 to write the first row alone
  abstract void pair(float[] src, int s, float[] dst, int d, int below);

  /// The least result that registers are limited to.
  final float low() {
    return epilogue.range()[0];
  }

  /// The greatest result that registers are limited to.
  final float high() {
    return epilogue.range()[epilogue.range().length - 1];
  }

  /// Whether results are limited in registers.
  final boolean isLimited() {
    return low() != Float.NEGATIVE_INFINITY || high() != Float.POSITIVE_INFINITY;
  }

  /// The floats between two channels of the padded rows.
  final int plane() {
    return rows * width;
  }

  /// The floats between two of the padded rows.
  final int row() {
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
    float[] dst = operands.output(0);
    int first = operands.inputOffset(0) + image * g.ic() * g.ih() * g.iw();
    copy(operands.input(0), first, y * g.sh() - g.padTop(), operands.scratch(), scratch);
    int d = operands.outputOffset(0) + (image * oc * g.oh() + y) * g.ow();
    int below = y + 1 < g.oh() ? g.ow() : 0;
    pair(operands.scratch(), scratch, dst, d, below);
    for (int o = 0; o < oc; o++) {
      epilogue.function(dst, d + o * g.oh() * g.ow(), g.ow() + below);
    }
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
