package dev.sepconv.simd.direct;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.Division;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A convolution of one group as matrix products: a block of pixels at a time, whose {@link
/// Patches} are copied one part of the inner dimension after the other, so that patches and weights
/// of a part stay in the caches. Sums begin with the residual and go on in the output from part to
/// part.
public final class PatchTask implements Kernel.Task {
  /// With fewer output channels copying takes a large part of the time: with 16 and 24 the
  /// micro-kernels of {@link GridTask}, which copy no tap twice, are 1.1 to 1.9 times faster, with
  /// 64 patches win 5 % at most.
  private static final int LEAST_CHANNELS = 128;

  /// The longest part: of a panel of four vectors it takes 192 KB of weights.
  private static final int PART_TERMS = 768;

  /// The patches of a block: 256 KB.
  private static final int BLOCK_FLOATS = 1 << 16;

  /// Weights of more than a megabyte are read from beyond the L2 cache once per block, so blocks
  /// are larger: patches of 512 KB.
  private static final int CACHED_WEIGHTS = 1 << 18;

  private final Geometry g;
  private final Epilogue epilogue;
  private final int residual;
  private final List<Part> parts;
  private final int pixels;
  private final int patchStride;
  private final int block;
  private final Division division;

  /// A part of the inner dimension.
  ///
  /// @param patches what it reads
  /// @param terms its length
  /// @param matrix its weights; that of the first part with the biases
  private record Part(Patches patches, int terms, PackedMatrix matrix) {}

  /// Prepares a layer.
  ///
  /// @param work the layer alone, or with those before it
  /// @param conv the layer
  /// @param g its sizes
  public PatchTask(Work work, ConvWork conv, Geometry g) {
    this.g = g;
    epilogue = new Epilogue(conv.activation());
    residual = conv.residual().map(work.inputs()::indexOf).orElse(-1);
    parts = parts(conv);
    pixels = g.n() * g.oh() * g.ow();
    patchStride = Layout.pixelStride(parts.stream().mapToInt(Part::terms).max().orElse(0));
    boolean cached = conv.weights().length <= CACHED_WEIGHTS;
    int fit = (cached ? BLOCK_FLOATS : 2 * BLOCK_FLOATS) / patchStride;
    block = Division.block(pixels, Math.max(fit / Division.UNIT, 1) * Division.UNIT);
    division =
        new Division(
            Math.ceilDiv(pixels, Division.UNIT),
            parts.getFirst().matrix.panels(),
            g.oc() > pixels,
            (long) pixels * g.oc() * g.ic() * g.kh() * g.kw(),
            this::part);
  }

  /// Whether copying patches pays.
  ///
  /// @param g any convolution
  /// @return whether it is faster so than tap by tap
  public static boolean pays(Geometry g) {
    return g.groups() == 1 && g.oc() >= LEAST_CHANNELS;
  }

  /// Whole taps where several fit a part, else pieces of one.
  private List<Part> parts(ConvWork conv) {
    List<Grid.Tap> taps = Grid.convolution(g).getFirst().taps();
    int pieces = Math.ceilDiv(g.ic(), PART_TERMS);
    int times = Math.ceilDiv(taps.size(), Math.max(1, PART_TERMS / g.ic()));
    List<Part> list = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      List<Grid.Tap> some = taps.subList(taps.size() * i / times, taps.size() * (i + 1) / times);
      for (int j = 0; j < pieces; j++) {
        int from = g.ic() * j / pieces;
        int channels = g.ic() * (j + 1) / pieces - from;
        Optional<float[]> bias = list.isEmpty() ? conv.bias() : Optional.empty();
        PackedMatrix matrix = pack(conv.weights(), bias, some, from, channels);
        list.add(new Part(new Patches(g, some, from, channels), some.size() * channels, matrix));
      }
    }
    return list;
  }

  private PackedMatrix pack(
      float[] weights, Optional<float[]> bias, List<Grid.Tap> taps, int from, int channels) {
    int terms = taps.size() * channels;
    float[] w = new float[g.oc() * terms];
    int at = 0;
    for (int oc = 0; oc < g.oc(); oc++) {
      for (Grid.Tap t : taps) {
        for (int ic = from; ic < from + channels; ic++) {
          w[at++] = weights[((oc * g.ic() + ic) * g.kh() + t.ky()) * g.kw() + t.kx()];
        }
      }
    }
    return PackedMatrix.of(w, g.oc(), terms, bias);
  }

  @Override
  public int scratchFloats() {
    return block * patchStride;
  }

  @Override
  public void run(Operands operands, Workers workers) {
    division.run(operands, workers);
  }

  private void part(
      Operands operands, int worker, int fromUnit, int toUnit, int fromPanel, int toPanel) {
    int end = Math.min(toUnit * Division.UNIT, pixels);
    blocks(operands, worker, fromUnit * Division.UNIT, end, fromPanel, toPanel);
  }

  /// Computes some rows of the output.
  ///
  /// @param operands where they lie
  /// @param worker whose scratch memory is used
  /// @param from the first row, counted over all images
  /// @param to after the last row
  public void rows(Operands operands, int worker, int from, int to) {
    int panels = parts.getFirst().matrix.panels();
    blocks(operands, worker, from * g.ow(), to * g.ow(), 0, panels);
  }

  private void blocks(Operands operands, int worker, int from, int to, int fromPanel, int toPanel) {
    for (int p = from; p < to; p += block) {
      block(operands, worker, p, Math.min(block, to - p), fromPanel, toPanel);
    }
  }

  private void block(
      Operands operands, int worker, int pixel, int count, int fromPanel, int toPanel) {
    int patches = operands.scratchOffset(worker);
    float[] scratch = operands.scratch();
    for (int i = 0; i < parts.size(); i++) {
      int from = operands.inputOffset(0);
      Patches source = parts.get(i).patches;
      source.copy(operands.input(0), from, pixel, count, scratch, patches, patchStride);
      for (int p = fromPanel; p < toPanel; p++) {
        multiply(operands, i, pixel, count, p, patches);
      }
    }
    if (epilogue.hasFunction()) {
      PackedMatrix m = parts.getFirst().matrix;
      int begin = operands.outputOffset(0) + pixel * g.outputStride() + m.channel(fromPanel);
      int width = m.channel(toPanel) - m.channel(fromPanel);
      for (int p = 0; p < count; p++) {
        epilogue.function(operands.output(0), begin + p * g.outputStride(), width);
      }
    }
  }

  private void multiply(
      Operands operands, int index, int pixel, int count, int panel, int patches) {
    Part part = parts.get(index);
    boolean isFirst = index == 0;
    boolean isLast = index == parts.size() - 1;
    float[] dst = operands.output(0);
    int place = pixel * g.outputStride() + part.matrix.channel(panel);
    int to = operands.outputOffset(0) + place;
    boolean addsResidual = isFirst && residual >= 0;
    part.matrix.fetch(panel);
    MicroKernels.run(
        operands.scratch(),
        patches,
        patchStride,
        count,
        part.terms,
        part.matrix.data(),
        part.matrix.offset(panel),
        part.matrix.vectors(panel),
        addsResidual ? operands.input(residual) : dst,
        addsResidual ? operands.inputOffset(residual) + place : isFirst ? -1 : to,
        g.outputStride(),
        dst,
        to,
        g.outputStride(),
        MicroKernels.LANES,
        isLast ? epilogue.range() : Epilogue.NO_RANGE);
  }
}
