package dev.sepconv.simd.few;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.Kernel.Task;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.elementwise.Epilogue;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Divides a convolution into pairs of output rows, so that each weight, and with small strides
/// each input row, serves two rows. The input rows of a few pairs are copied with their padding, a
/// few kilobytes that stay in the first cache, so that the loops know no borders.
abstract class RowPairs implements Task {
  /// How many columns a tile computes.
  static final int TILE = 2 * FloatVector.SPECIES_PREFERRED.length();

  /// The copied rows: 32 KB.
  private static final int COPIED_FLOATS = 8192;

  /// The sizes of the convolution that reads the image.
  final Geometry g;

  private final int oc;
  private final Epilogue epilogue;
  private final int pairs;
  private final int block;
  private final int lead;
  private final int width;

  /// @param g the sizes; stride and groups along the width are for subclasses to handle
  /// @param oc the channels that are written in the end
  /// @param activation the last one
  RowPairs(Geometry g, int oc, Activation activation) {
    this.g = g;
    this.oc = oc;
    epilogue = new Epilogue(activation);
    pairs = Math.ceilDiv(g.oh(), 2);
    // So much before the padding that the image's columns begin where a block does.
    lead = Math.floorMod(-g.padLeft(), Layout.BLOCK);
    width = Layout.pixelStride(lead + g.ow() + (g.kw() - 1) * g.dw());
    int rows = COPIED_FLOATS / (g.ic() * width);
    block = Math.clamp((rows - rows(1)) / (2 * g.sh()) + 1, 1, pairs);
  }

  /// The input rows that some pairs read.
  private int rows(int count) {
    return (2 * count - 1) * g.sh() + (g.kh() - 1) * g.dh() + 1;
  }

  /// Computes a pair of rows.
  ///
  /// @param src holds the padded input rows
  /// @param s the first one of the first channel
  /// @param dst takes the output
  /// @param d the first column of the first channel
  /// @param below the floats between the two output rows; 0 to write the first row alone
  abstract void pair(float[] src, int s, float[] dst, int d, int below);

  /// Where an output channel begins; beyond the last one that one, which is written again.
  final int channel(int d, int o) {
    return d + Math.min(o, oc - 1) * g.oh() * g.ow();
  }

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
    return rows(block) * width;
  }

  /// The floats between two of the padded rows.
  final int row() {
    return width;
  }

  @Override
  public final int scratchFloats() {
    return g.ic() * plane();
  }

  @Override
  public final void run(Operands operands, Workers workers) {
    workers.run(
        g.n() * pairs,
        (worker, from, to) -> {
          int scratch = operands.scratchOffset(worker);
          // The padding left and right of the rows, which nothing overwrites.
          Arrays.fill(operands.scratch(), scratch, scratch + scratchFloats(), 0);
          int count;
          for (int i = from; i < to; i += count) {
            count = Math.min(Math.min(to - i, pairs - i % pairs), block);
            pairs(operands, scratch, i / pairs, i % pairs, count);
          }
        });
  }

  /// Computes some pairs of an image.
  private void pairs(Operands operands, int scratch, int image, int first, int count) {
    int from = operands.inputOffset(0) + image * g.ic() * g.ih() * g.iw();
    int top = 2 * first * g.sh() - g.padTop();
    copy(operands.input(0), from, top, rows(count), operands.scratch(), scratch);
    float[] dst = operands.output(0);
    for (int i = 0; i < count; i++) {
      int y = 2 * (first + i);
      int s = scratch + lead + 2 * i * g.sh() * width;
      int d = operands.outputOffset(0) + (image * oc * g.oh() + y) * g.ow();
      int below = y + 1 < g.oh() ? g.ow() : 0;
      pair(operands.scratch(), s, dst, d, below);
      for (int o = 0; o < oc; o++) {
        epilogue.function(dst, channel(d, o), g.ow() + below);
      }
    }
  }

  private void copy(float[] src, int from, int top, int rows, float[] dst, int scratch) {
    int room = width - lead;
    int begin = Math.clamp(g.padLeft(), 0, room);
    int columns = Math.clamp(g.iw() + (long) g.padLeft(), begin, room) - begin;
    for (int c = 0; c < g.ic(); c++) {
      int channel = from + c * g.ih() * g.iw() + begin - g.padLeft();
      int to = scratch + c * plane() + lead + begin;
      for (int y = top; y < top + rows; y++) {
        if (y < 0 || y >= g.ih()) {
          Arrays.fill(dst, to, to + columns, 0);
        } else {
          System.arraycopy(src, channel + y * g.iw(), dst, to, columns);
        }
        to += width;
      }
    }
  }
}
