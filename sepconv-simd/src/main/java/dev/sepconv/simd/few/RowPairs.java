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
/// few kilobytes that stay in the first cache, so that the loops know no borders; what can do
/// without columns of padding reads the image itself, except for the pairs at its top and bottom.
abstract class RowPairs implements Task {
  /// How many columns a tile computes.
  static final int TILE = 2 * FloatVector.SPECIES_PREFERRED.length();

  /// The copied rows: 32 KB.
  private static final int COPIED_FLOATS = 8192;

  /// The sizes of the convolution that reads the image.
  final Geometry g;

  /// Whether rows may lie in the image.
  final boolean inImage;

  private final int oc;
  private final Epilogue epilogue;
  private final int pairs;
  private final int block;
  private final int ahead;
  private final int lead;
  private final int width;
  private final int own;

  /// @param g the sizes; stride and groups along the width are for subclasses to handle
  /// @param oc the channels that are written in the end
  /// @param activation the last one
  /// @param ahead the columns from the first one of a window to where vectors begin
  /// @param inImage whether rows may lie in the image, without padding before and after them
  /// @param own the floats of scratch memory that the subclass needs
  RowPairs(Geometry g, int oc, Activation activation, int ahead, boolean inImage, int own) {
    this.g = g;
    this.oc = oc;
    this.ahead = ahead;
    this.inImage = inImage;
    this.own = own;
    epilogue = new Epilogue(activation);
    pairs = Math.ceilDiv(g.oh(), 2);
    // So much before the padding that vectors begin where a block does.
    lead = Math.floorMod(-ahead, Layout.BLOCK);
    width = Layout.pixelStride(lead + g.ow() + (g.kw() - 1) * g.dw());
    int rows = COPIED_FLOATS / (g.ic() * width);
    block = inImage ? 1 : Math.clamp((rows - rows(1)) / (2 * g.sh()) + 1, 1, pairs);
  }

  /// The input rows that some pairs read.
  private int rows(int count) {
    return (2 * count - 1) * g.sh() + (g.kh() - 1) * g.dh() + 1;
  }

  /// Computes a pair of rows.
  ///
  /// @param src holds the input rows
  /// @param s where the vectors of the first one begin
  /// @param plane the floats from a channel's row to the next channel's
  /// @param row the floats from a row to the next
  /// @param scratch holds the subclass's own scratch memory
  /// @param at where that begins, zero at first
  /// @param dst takes the output
  /// @param d the first column of the first channel
  /// @param below the floats between the two output rows; 0 to write the first row alone
  abstract void pair(
      float[] src,
      int s,
      int plane,
      int row,
      float[] scratch,
      int at,
      float[] dst,
      int d,
      int below);

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

  /// The floats between two channels of the copied rows.
  final int plane() {
    return rows(block) * width;
  }

  /// The floats between two of the copied rows.
  final int row() {
    return width;
  }

  @Override
  public final int scratchFloats() {
    return g.ic() * plane() + own;
  }

  @Override
  public final void run(Operands operands, Workers workers) {
    workers.run(
        g.n() * pairs,
        (worker, from, to) -> {
          int scratch = operands.scratchOffset(worker);
          // For the padding left and right of the rows, which nothing overwrites.
          Arrays.fill(operands.scratch(), scratch, scratch + scratchFloats(), 0);
          int count;
          for (int i = from; i < to; i += count) {
            count = Math.min(Math.min(to - i, pairs - i % pairs), block);
            pairs(operands, worker, i / pairs, i % pairs, count);
          }
        });
  }

  /// Computes some pairs of an image.
  private void pairs(Operands operands, int worker, int image, int first, int count) {
    int scratch = operands.scratchOffset(worker);
    int from = operands.inputOffset(0) + image * g.ic() * g.ih() * g.iw();
    int top = 2 * first * g.sh() - g.padTop();
    // With a row above and one below, which loops read from but do not use.
    boolean inside = inImage && top > 0 && top + rows(count) < g.ih();
    float[] src = inside ? operands.input(0) : operands.scratch();
    int s = inside ? from + top * g.iw() - g.padLeft() + ahead : scratch + lead + ahead;
    int row = inside ? g.iw() : width;
    int plane = inside ? g.ih() * g.iw() : plane();
    if (!inside) {
      copy(operands.input(0), from, top, rows(count), operands.scratch(), scratch);
    }
    int at = scratch + g.ic() * plane();
    float[] dst = operands.output(0);
    for (int i = 0; i < count; i++) {
      int y = 2 * (first + i);
      int d = operands.outputOffset(0) + (image * oc * g.oh() + y) * g.ow();
      int below = y + 1 < g.oh() ? g.ow() : 0;
      pair(src, s + 2 * i * g.sh() * row, plane, row, operands.scratch(), at, dst, d, below);
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
