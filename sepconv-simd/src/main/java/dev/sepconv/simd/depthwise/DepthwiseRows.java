package dev.sepconv.simd.depthwise;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Layout;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Computes rows of a depthwise convolution, channels last. The input rows that an output row needs
/// are copied, with their padding, into a ring in scratch memory: each is copied once, and the
/// inner loops have no borders.
final class DepthwiseRows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  final int images;
  final int oh;
  final int ow;
  final int cs;
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
  private final int rowFloats;
  private final float[] weights;
  private final Activation activation;

  DepthwiseRows(ConvWork conv) {
    Shape in = conv.input();
    Shape out = conv.output();
    Window w = ((Conv) conv.op()).window();
    images = in.dim(0);
    ih = in.dim(2);
    iw = in.dim(3);
    oh = out.dim(2);
    ow = out.dim(3);
    cs = Layout.pixelStride(in.dim(1));
    kh = w.kernel().get(0);
    kw = w.kernel().get(1);
    sh = w.stride().get(0);
    sw = w.stride().get(1);
    dh = w.dilation().get(0);
    dw = w.dilation().get(1);
    padTop = w.padBegin(0, ih);
    padLeft = w.padBegin(1, iw);
    ring = (kh - 1) * dh + 1;
    rowFloats = ((ow - 1) * sw + (kw - 1) * dw + 1) * cs;
    weights = pack(conv, in.dim(1));
    activation = conv.activation();
  }

  /// The biases, then tap by tap, of all channels; zero beyond the last channel.
  private float[] pack(ConvWork conv, int channels) {
    float[] packed = new float[(kh * kw + 1) * cs];
    for (int c = 0; c < channels; c++) {
      packed[c] = conv.bias().isPresent() ? conv.bias().get()[c] : 0;
      for (int t = 0; t < kh * kw; t++) {
        packed[(t + 1) * cs + c] = conv.weights()[c * kh * kw + t];
      }
    }
    return packed;
  }

  int scratchFloats() {
    return ring * rowFloats;
  }

  /// One worker's place in the input: which rows are in its ring.
  static final class Cursor {
    int image = -1;
    int next;
  }

  /// Computes output row `y` of an image.
  void row(
      float[] src,
      int so,
      int image,
      int y,
      float[] scratch,
      int ro,
      Cursor cursor,
      float[] dst,
      int to,
      int ds) {
    int first = y * sh - padTop;
    if (cursor.image != image || cursor.next < first) {
      cursor.image = image;
      cursor.next = first;
    }
    for (; cursor.next < first + ring; cursor.next++) {
      copy(src, so, image, cursor.next, scratch, ro + Math.floorMod(cursor.next, ring) * rowFloats);
    }
    int x = 0;
    if (kh == 3 && kw == 3 && dh == 1 && dw == 1) {
      int r0 = ro + Math.floorMod(first, ring) * rowFloats;
      int r1 = ro + Math.floorMod(first + 1, ring) * rowFloats;
      int r2 = ro + Math.floorMod(first + 2, ring) * rowFloats;
      for (int c = 0; c < cs; c += L) {
        x = three(scratch, r0 + c, r1 + c, r2 + c, c, dst, to + c, ds);
      }
    }
    for (int c = 0; c < cs && x < ow; c += L) {
      any(scratch, ro, first, c, x, dst, to + c, ds);
    }
    if (!activation.isRange()) {
      // Rows are dense: pixels lie one channel stride apart.
      VectorFunctions.apply(activation, dst, to, ow * ds);
    }
  }

  private void copy(float[] src, int so, int image, int row, float[] dst, int to) {
    if (row < 0 || row >= ih) {
      Arrays.fill(dst, to, to + rowFloats, 0);
      return;
    }
    int left = Math.min(padLeft * cs, rowFloats);
    int n = Math.min(iw * cs, rowFloats - left);
    Arrays.fill(dst, to, to + left, 0);
    System.arraycopy(src, so + (image * ih + row) * iw * cs, dst, to + left, n);
    Arrays.fill(dst, to + left + n, to + rowFloats, 0);
  }

  /// 3x3, all but the last few pixels of a row, for one vector of channels; returns how many are
  /// done.
  private int three(float[] a, int r0, int r1, int r2, int c, float[] dst, int to, int ds) {
    return sw == 1
        ? stride1(
            a, r0, r1, r2, weights, c, cs, dst, to, ds, ow, activation.low(), activation.high())
        : stride(
            a,
            r0,
            r1,
            r2,
            weights,
            c,
            cs,
            sw,
            dst,
            to,
            ds,
            ow,
            activation.low(),
            activation.high());
  }

  private static int stride1(
      float[] a,
      int r0,
      int r1,
      int r2,
      float[] w,
      int wo,
      int cs,
      float[] dst,
      int to,
      int ds,
      int ow,
      float low,
      float high) {
    FloatVector bias = FloatVector.fromArray(S, w, wo);
    FloatVector w0 = FloatVector.fromArray(S, w, wo + cs);
    FloatVector w1 = FloatVector.fromArray(S, w, wo + 2 * cs);
    FloatVector w2 = FloatVector.fromArray(S, w, wo + 3 * cs);
    FloatVector w3 = FloatVector.fromArray(S, w, wo + 4 * cs);
    FloatVector w4 = FloatVector.fromArray(S, w, wo + 5 * cs);
    FloatVector w5 = FloatVector.fromArray(S, w, wo + 6 * cs);
    FloatVector w6 = FloatVector.fromArray(S, w, wo + 7 * cs);
    FloatVector w7 = FloatVector.fromArray(S, w, wo + 8 * cs);
    FloatVector w8 = FloatVector.fromArray(S, w, wo + 9 * cs);
    int x = 0;
    for (; x + 1 < ow; x += 2) {
      FloatVector i0 = FloatVector.fromArray(S, a, r0);
      FloatVector i1 = FloatVector.fromArray(S, a, r0 + cs);
      FloatVector i2 = FloatVector.fromArray(S, a, r0 + 2 * cs);
      FloatVector i3 = FloatVector.fromArray(S, a, r0 + 3 * cs);
      FloatVector p = i2.fma(w2, i1.fma(w1, i0.fma(w0, bias)));
      FloatVector q = i3.fma(w2, i2.fma(w1, i1.fma(w0, bias)));
      i0 = FloatVector.fromArray(S, a, r1);
      i1 = FloatVector.fromArray(S, a, r1 + cs);
      i2 = FloatVector.fromArray(S, a, r1 + 2 * cs);
      i3 = FloatVector.fromArray(S, a, r1 + 3 * cs);
      p = i2.fma(w5, i1.fma(w4, i0.fma(w3, p)));
      q = i3.fma(w5, i2.fma(w4, i1.fma(w3, q)));
      i0 = FloatVector.fromArray(S, a, r2);
      i1 = FloatVector.fromArray(S, a, r2 + cs);
      i2 = FloatVector.fromArray(S, a, r2 + 2 * cs);
      i3 = FloatVector.fromArray(S, a, r2 + 3 * cs);
      p = i2.fma(w8, i1.fma(w7, i0.fma(w6, p)));
      q = i3.fma(w8, i2.fma(w7, i1.fma(w6, q)));
      p.max(low).min(high).intoArray(dst, to);
      q.max(low).min(high).intoArray(dst, to + ds);
      r0 += 2 * cs;
      r1 += 2 * cs;
      r2 += 2 * cs;
      to += 2 * ds;
    }
    return x;
  }

  private static int stride(
      float[] a,
      int r0,
      int r1,
      int r2,
      float[] w,
      int wo,
      int cs,
      int sw,
      float[] dst,
      int to,
      int ds,
      int ow,
      float low,
      float high) {
    FloatVector bias = FloatVector.fromArray(S, w, wo);
    FloatVector w0 = FloatVector.fromArray(S, w, wo + cs);
    FloatVector w1 = FloatVector.fromArray(S, w, wo + 2 * cs);
    FloatVector w2 = FloatVector.fromArray(S, w, wo + 3 * cs);
    FloatVector w3 = FloatVector.fromArray(S, w, wo + 4 * cs);
    FloatVector w4 = FloatVector.fromArray(S, w, wo + 5 * cs);
    FloatVector w5 = FloatVector.fromArray(S, w, wo + 6 * cs);
    FloatVector w6 = FloatVector.fromArray(S, w, wo + 7 * cs);
    FloatVector w7 = FloatVector.fromArray(S, w, wo + 8 * cs);
    FloatVector w8 = FloatVector.fromArray(S, w, wo + 9 * cs);
    for (int x = 0; x < ow; x++) {
      FloatVector p = FloatVector.fromArray(S, a, r0).fma(w0, bias);
      p = FloatVector.fromArray(S, a, r0 + cs).fma(w1, p);
      p = FloatVector.fromArray(S, a, r0 + 2 * cs).fma(w2, p);
      p = FloatVector.fromArray(S, a, r1).fma(w3, p);
      p = FloatVector.fromArray(S, a, r1 + cs).fma(w4, p);
      p = FloatVector.fromArray(S, a, r1 + 2 * cs).fma(w5, p);
      p = FloatVector.fromArray(S, a, r2).fma(w6, p);
      p = FloatVector.fromArray(S, a, r2 + cs).fma(w7, p);
      p = FloatVector.fromArray(S, a, r2 + 2 * cs).fma(w8, p);
      p.max(low).min(high).intoArray(dst, to);
      r0 += sw * cs;
      r1 += sw * cs;
      r2 += sw * cs;
      to += ds;
    }
    return ow;
  }

  /// Any kernel, pixels from `x` on, four at a time, for one vector of channels.
  private void any(float[] a, int ro, int first, int c, int x, float[] dst, int to, int ds) {
    FloatVector bias = FloatVector.fromArray(S, weights, c);
    float low = activation.low();
    float high = activation.high();
    int step = sw * cs;
    for (; x + 3 < ow; x += 4) {
      FloatVector p = bias;
      FloatVector q = bias;
      FloatVector r = bias;
      FloatVector s = bias;
      for (int i = 0; i < kh; i++) {
        int row = ro + Math.floorMod(first + i * dh, ring) * rowFloats + c + x * step;
        for (int j = 0; j < kw; j++) {
          FloatVector w = FloatVector.fromArray(S, weights, (i * kw + j + 1) * cs + c);
          int at = row + j * dw * cs;
          p = FloatVector.fromArray(S, a, at).fma(w, p);
          q = FloatVector.fromArray(S, a, at + step).fma(w, q);
          r = FloatVector.fromArray(S, a, at + 2 * step).fma(w, r);
          s = FloatVector.fromArray(S, a, at + 3 * step).fma(w, s);
        }
      }
      int d = to + x * ds;
      p.max(low).min(high).intoArray(dst, d);
      q.max(low).min(high).intoArray(dst, d + ds);
      r.max(low).min(high).intoArray(dst, d + 2 * ds);
      s.max(low).min(high).intoArray(dst, d + 3 * ds);
    }
    for (; x < ow; x++) {
      FloatVector p = bias;
      for (int i = 0; i < kh; i++) {
        int row = ro + Math.floorMod(first + i * dh, ring) * rowFloats + c + x * step;
        for (int j = 0; j < kw; j++) {
          FloatVector w = FloatVector.fromArray(S, weights, (i * kw + j + 1) * cs + c);
          p = FloatVector.fromArray(S, a, row + j * dw * cs).fma(w, p);
        }
      }
      p.max(low).min(high).intoArray(dst, to + x * ds);
    }
  }
}
