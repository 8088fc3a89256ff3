package dev.sepconv.simd.depthwise;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Operands;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Computes rows of a depthwise convolution, channels last, a panel of a few vectors of channels at
/// a time. The input rows that an output row needs lie, with their padding, in rings in scratch
/// memory, one for each vector of channels: each is put there once, dense, so that the loops have
/// no borders, a distance between pixels that C2 knows, and stay in the L1 cache.
///
/// {@link Lanes} say which input channels lie where, and in which order results are written.
final class DepthwiseStage {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  /// A panel's rings should leave half of a 48 KB L1 cache to weights and results.
  private static final int RING_FLOATS = 6 * 1024;

  private static final int WIDEST = 4;

  /// Puts input rows into rings.
  interface Rows {
    /// The scratch memory that this needs for itself.
    ///
    /// @return floats per worker
    default int scratchFloats() {
      return 0;
    }

    /// Puts one row of a panel.
    ///
    /// @param operands of this run
    /// @param image which image
    /// @param row the input row, inside the image
    /// @param panel of channels
    /// @param scratch takes the row
    /// @param own where its own scratch memory begins
    /// @param to where the first vector's first pixel goes; its pixels are one vector apart
    /// @param ring floats from vector to vector of the panel
    void put(
        Operands operands,
        int image,
        int row,
        int panel,
        float[] scratch,
        int own,
        int to,
        int ring);
  }

  final int images;
  final int oh;
  final int ow;

  /// Floats from pixel to pixel of the result.
  final int outputStride;

  private final Epilogue epilogue;
  private final Lanes lanes;
  private final int ih;
  private final int iw;
  private final int kh;
  private final int kw;
  private final int sh;
  private final int sw;
  private final int dh;
  private final int dw;
  private final int padTop;
  private final int padLeft;
  private final int ring;
  private final int columns;
  // By the place of a window's first row in a ring: those of all its rows.
  private final int[][] windows;
  private final int[] panels;
  private final float[] weights;

  /// Prepares a layer.
  ///
  /// @param conv a depthwise convolution over two axes
  /// @param lanes of its channels
  /// @param panels where panels of channels begin, whole vectors each, and where the last one ends;
  ///   empty for panels of its own choice
  /// @param outputStride floats from pixel to pixel of the result
  DepthwiseStage(ConvWork conv, Lanes lanes, int[] panels, int outputStride) {
    Shape in = conv.input();
    Shape out = conv.output();
    Window w = ((Conv) conv.op()).window();
    images = in.dim(0);
    this.lanes = lanes;
    ih = in.dim(2);
    iw = in.dim(3);
    oh = out.dim(2);
    ow = out.dim(3);
    this.outputStride = outputStride;
    kh = w.kernel().get(0);
    kw = w.kernel().get(1);
    sh = w.stride().get(0);
    sw = w.stride().get(1);
    dh = w.dilation().get(0);
    dw = w.dilation().get(1);
    padTop = w.padBegin(0, ih);
    padLeft = w.padBegin(1, iw);
    ring = (kh - 1) * dh + 1;
    columns = (Math.max(ow, DepthwiseLoops.COLUMNS) - 1) * sw + (kw - 1) * dw + 1;
    windows = new int[ring][kh];
    for (int r = 0; r < ring; r++) {
      for (int i = 0; i < kh; i++) {
        windows[r][i] = (r + i * dh) % ring * columns * L;
      }
    }
    this.panels = panels.length > 0 ? panels.clone() : ownPanels();
    weights = pack(conv);
    epilogue = new Epilogue(conv.activation());
  }

  private int[] ownPanels() {
    int vectors = Math.ceilDiv(lanes.count(), L);
    int width = Math.clamp(RING_FLOATS / (ring * columns * L), 1, WIDEST);
    int count = Math.ceilDiv(vectors, width);
    int[] begin = new int[count + 1];
    for (int p = 0; p <= count; p++) {
      begin[p] = vectors * p / count * L;
    }
    return begin;
  }

  /// For every vector of results the biases and the taps, zero beyond the last result.
  private float[] pack(ConvWork conv) {
    int taps = kh * kw;
    int[] order = lanes.order();
    float[] packed = new float[Math.ceilDiv(order.length, L) * filterFloats()];
    for (int r = 0; r < order.length; r++) {
      int o = order[r];
      int to = r / L * filterFloats() + r % L;
      packed[to] = conv.bias().isPresent() ? conv.bias().get()[o] : 0;
      for (int t = 0; t < taps; t++) {
        packed[to + (t + 1) * L] = conv.weights()[o * taps + t];
      }
    }
    return packed;
  }

  private int filterFloats() {
    return (kh * kw + 1) * L;
  }

  int panels() {
    return panels.length - 1;
  }

  int channel(int panel) {
    return panels[panel];
  }

  int width(int panel) {
    return panels[panel + 1] - panels[panel];
  }

  /// The pixels of an input row that some output needs.
  int inputPixels() {
    return Math.clamp(columns - padLeft, 0, iw);
  }

  /// The rings of all panels.
  int scratchFloats() {
    return ring * columns * panels[panels.length - 1];
  }

  /// Computes one output row of one panel.
  ///
  /// @param operands of this run
  /// @param source puts input rows into the ring
  /// @param item the output row, counted over all images
  /// @param panel of channels
  /// @param own where the scratch memory of the source begins
  /// @param rings where the worker's rings begin in scratch memory
  /// @param continues whether the rings hold what the row before needed
  /// @param dst takes the row
  /// @param to where its first pixel's first channel goes
  void row(
      Operands operands,
      Rows source,
      int item,
      int panel,
      int own,
      int rings,
      boolean continues,
      float[] dst,
      int to) {
    float[] scratch = operands.scratch();
    int begin = rings + panels[panel] * ring * columns;
    int image = item / oh;
    int first = item % oh * sh - padTop;
    if (!continues) {
      // The padding left and right of the rows, which nothing overwrites.
      Arrays.fill(scratch, begin, begin + width(panel) * ring * columns, 0);
    }
    boolean sameImage = continues && item % oh > 0;
    for (int y = sameImage ? Math.max(first, first - sh + ring) : first; y < first + ring; y++) {
      int slot = begin + Math.floorMod(y, ring) * columns * L;
      put(operands, source, image, y, panel, scratch, own, slot);
    }
    int[] rows = windows[Math.floorMod(first, ring)];
    int lane = panels[panel];
    for (int j = 0; j < lanes.blocks() && lane < lanes.size(j); j++) {
      int end = Math.min(panels[panel + 1], lanes.size(j));
      int result = lanes.begin(j) + lane;
      DepthwiseLoops.row(
          scratch,
          begin,
          ring * columns * L,
          Math.ceilDiv(end - lane, L),
          rows,
          kw,
          sw,
          dw,
          weights,
          result / L * filterFloats(),
          dst,
          to + result,
          outputStride,
          ow,
          epilogue.range());
    }
  }

  /// Applies the function that follows, if there is one.
  ///
  /// @param dst holds the results of all panels
  /// @param to the first pixel's first channel
  /// @param pixels how many
  void function(float[] dst, int to, int pixels) {
    epilogue.function(dst, to, pixels * outputStride);
  }

  /// Applies the function to the results of one panel.
  void function(float[] dst, int to, int pixels, int panel) {
    if (!epilogue.hasFunction()) {
      return;
    }
    int first = panels[panel];
    for (int j = 0; j < lanes.blocks() && first < lanes.size(j); j++) {
      int end = Math.min(panels[panel + 1], Math.ceilDiv(lanes.size(j), L) * L);
      for (int p = 0; p < pixels; p++) {
        epilogue.function(dst, to + p * outputStride + lanes.begin(j) + first, end - first);
      }
    }
  }

  private void put(
      Operands operands,
      Rows source,
      int image,
      int y,
      int panel,
      float[] scratch,
      int own,
      int to) {
    int plane = ring * columns * L;
    if (y >= 0 && y < ih) {
      source.put(operands, image, y, panel, scratch, own, to + padLeft * L, plane);
      return;
    }
    for (int v = 0; v < width(panel) / L; v++) {
      Arrays.fill(scratch, to + v * plane, to + v * plane + columns * L, 0);
    }
  }
}
