package dev.sepconv.simd.direct;

import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.Division;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Computes the pixels of a {@link Grid} as matrix products: a block of pixels at a time, whose
/// {@link Patches} are copied one part of the inner dimension after the other, so that patches and
/// weights of a part stay in the caches. Sums begin with the residual and go on in the destination
/// from part to part.
///
/// An item of work is some pixels of one group; or one panel of its output channels, where there
/// are more channels than pixels.
final class GridTask {
  /// The longest part: of a panel of four vectors it takes 192 KB of weights.
  private static final int PART_TERMS = 768;

  /// The patches of a block: 256 KB.
  private static final int BLOCK_FLOATS = 1 << 16;

  /// Weights of more than a megabyte are read from beyond the L2 cache once per block, so blocks
  /// are larger: patches of 512 KB.
  private static final int CACHED_WEIGHTS = 1 << 18;

  private final Geometry g;
  private final Grid grid;
  private final Epilogue epilogue;
  private final int residual;
  private final int groupOut;
  private final List<Part> parts;
  private final PackedMatrix first;
  private final int pixels;
  private final int patchStride;
  private final int block;
  private final boolean columnsFirst;
  private final boolean direct;

  /// A weight by its place.
  interface Weights {
    float get(int oc, int icOfGroup, int ky, int kx);
  }

  /// A part of the inner dimension.
  ///
  /// @param patches what it reads
  /// @param terms its length
  /// @param matrices its weights, per group; those of the first part with the biases
  private record Part(Patches patches, int terms, List<PackedMatrix> matrices) {}

  GridTask(
      Geometry g,
      Grid grid,
      Epilogue epilogue,
      Weights source,
      Optional<float[]> bias,
      int residual) {
    this.g = g;
    this.grid = grid;
    this.epilogue = epilogue;
    this.residual = residual;
    groupOut = g.oc() / g.groups();
    parts = parts(source, bias);
    first = parts.getFirst().matrices.getFirst();
    pixels = g.n() * grid.rows() * grid.columns();
    int terms = parts.stream().mapToInt(Part::terms).max().orElse(0);
    patchStride = Layout.pixelStride(terms);
    boolean cached = (long) grid.taps().size() * g.ic() * groupOut <= CACHED_WEIGHTS;
    int fit = (cached ? BLOCK_FLOATS : 2 * BLOCK_FLOATS) / Math.max(patchStride, 1);
    block = Math.min(Math.max(fit / Division.UNIT, 1) * Division.UNIT, pixels);
    columnsFirst = groupOut > pixels;
    // Else results lie in a buffer first: pixels that do not follow each other, or panels of one
    // group that would write into the next.
    direct = grid.isDense() && (g.groups() == 1 || groupOut % Layout.BLOCK == 0);
  }

  /// Whole taps where several fit a part, else pieces of one.
  private List<Part> parts(Weights source, Optional<float[]> bias) {
    int groupIn = g.ic() / g.groups();
    List<Grid.Tap> taps = grid.taps();
    int pieces = Math.ceilDiv(groupIn, PART_TERMS);
    int most = Math.max(1, PART_TERMS / groupIn);
    int times = Math.max(1, Math.ceilDiv(taps.size(), most));
    List<Part> list = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      List<Grid.Tap> some = taps.subList(taps.size() * i / times, taps.size() * (i + 1) / times);
      for (int j = 0; j < pieces; j++) {
        int from = groupIn * j / pieces;
        int channels = groupIn * (j + 1) / pieces - from;
        List<PackedMatrix> matrices = new ArrayList<>();
        for (int group = 0; group < g.groups(); group++) {
          Optional<float[]> own = list.isEmpty() ? bias : Optional.empty();
          matrices.add(pack(source, own, group * groupOut, some, from, channels));
        }
        Patches patches = new Patches(g, grid, some, from, channels);
        list.add(new Part(patches, some.size() * channels, matrices));
      }
    }
    return list;
  }

  private PackedMatrix pack(
      Weights source,
      Optional<float[]> bias,
      int first,
      List<Grid.Tap> taps,
      int from,
      int channels) {
    int terms = taps.size() * channels;
    float[] w = new float[groupOut * terms];
    int at = 0;
    for (int oc = first; oc < first + groupOut; oc++) {
      for (Grid.Tap t : taps) {
        for (int ic = from; ic < from + channels; ic++) {
          w[at++] = source.get(oc, ic, t.ky(), t.kx());
        }
      }
    }
    Optional<float[]> own = bias.map(b -> Arrays.copyOfRange(b, first, first + groupOut));
    return PackedMatrix.of(w, groupOut, terms, own);
  }

  int items() {
    return g.groups() * itemsOfGroup();
  }

  private int itemsOfGroup() {
    return columnsFirst ? first.panels() : Math.ceilDiv(pixels, Division.UNIT);
  }

  /// Floats from pixel to pixel of the buffer.
  private int bufferStride() {
    return first.channel(first.panels());
  }

  int scratchFloats() {
    return block * (patchStride + (direct ? 0 : bufferStride()));
  }

  /// Does some items.
  void run(Operands operands, int worker, int from, int to) {
    int perGroup = itemsOfGroup();
    int count;
    for (int item = from; item < to; item += count) {
      int begin = item % perGroup;
      count = Math.min(to - item, perGroup - begin);
      int end = begin + count;
      int firstPixel = columnsFirst ? 0 : begin * Division.UNIT;
      int lastPixel = columnsFirst ? pixels : Math.min(end * Division.UNIT, pixels);
      for (int p = firstPixel; p < lastPixel; p += block) {
        int n = Math.min(block, lastPixel - p);
        if (columnsFirst) {
          block(operands, worker, item / perGroup, p, n, begin, end);
        } else {
          block(operands, worker, item / perGroup, p, n, 0, first.panels());
        }
      }
    }
  }

  private void block(
      Operands operands, int worker, int group, int pixel, int count, int fromPanel, int toPanel) {
    float[] scratch = operands.scratch();
    int patches = operands.scratchOffset(worker);
    int buffer = patches + block * patchStride;
    if (!direct && residual >= 0) {
      move(operands, group, pixel, count, fromPanel, toPanel, buffer, true);
    }
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      part.patches.copy(
          operands.input(0),
          operands.inputOffset(0),
          group,
          pixel,
          count,
          scratch,
          patches,
          patchStride);
      for (int p = fromPanel; p < toPanel; p++) {
        multiply(operands, i, group, pixel, count, p, patches, buffer);
      }
    }
    if (!direct) {
      move(operands, group, pixel, count, fromPanel, toPanel, buffer, false);
    }
    if (epilogue.hasFunction()) {
      int channels = channels(fromPanel, toPanel);
      for (int p = pixel; p < pixel + count; p++) {
        int at = operands.outputOffset(0) + place(p) + channel(group, fromPanel);
        epilogue.function(operands.output(0), at, channels);
      }
    }
  }

  private void multiply(
      Operands operands,
      int index,
      int group,
      int pixel,
      int count,
      int panel,
      int patches,
      int buffer) {
    Part part = parts.get(index);
    PackedMatrix matrix = part.matrices.get(group);
    matrix.fetch(panel);
    boolean last = index == parts.size() - 1;
    int stride = direct ? g.outputStride() : bufferStride();
    float[] dst = direct ? operands.output(0) : operands.scratch();
    int place = direct ? pixel * stride + channel(group, panel) : matrix.channel(panel);
    int to = (direct ? operands.outputOffset(0) : buffer) + place;
    boolean addsResidual = direct && index == 0 && residual >= 0;
    boolean adds = index > 0 || residual >= 0;
    MicroKernels.run(
        operands.scratch(),
        patches,
        patchStride,
        count,
        part.terms,
        matrix.data(),
        matrix.offset(panel),
        matrix.vectors(panel),
        addsResidual ? operands.input(residual) : dst,
        !adds ? -1 : addsResidual ? operands.inputOffset(residual) + place : to,
        stride,
        dst,
        to,
        stride,
        MicroKernels.LANES,
        last ? epilogue.range() : Epilogue.NO_RANGE);
  }

  /// Fills the buffer with the residual, or the output with the buffer.
  private void move(
      Operands operands,
      int group,
      int pixel,
      int count,
      int fromPanel,
      int toPanel,
      int buffer,
      boolean fills) {
    int channels = channels(fromPanel, toPanel);
    int begin = buffer + first.channel(fromPanel);
    for (int i = 0; i < count; i++) {
      int at = begin + i * bufferStride();
      int place = place(pixel + i) + channel(group, fromPanel);
      if (fills) {
        int from = operands.inputOffset(residual) + place;
        System.arraycopy(operands.input(residual), from, operands.scratch(), at, channels);
      } else {
        int to = operands.outputOffset(0) + place;
        System.arraycopy(operands.scratch(), at, operands.output(0), to, channels);
      }
    }
  }

  /// The channels that some panels have of their own group.
  private int channels(int fromPanel, int toPanel) {
    return Math.min(first.channel(toPanel), groupOut) - first.channel(fromPanel);
  }

  private int channel(int group, int panel) {
    return group * groupOut + first.channel(panel);
  }

  /// Where a pixel lies in the output.
  private int place(int pixel) {
    int perImage = grid.rows() * grid.columns();
    int inImage = pixel % perImage;
    int y = grid.top() + inImage / grid.columns() * grid.stepY();
    int x = grid.left() + inImage % grid.columns() * grid.stepX();
    return ((pixel / perImage * g.oh() + y) * g.ow() + x) * g.outputStride();
  }
}
