package dev.sepconv.simd.move;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Channels of groups mixed, channels last: the three nodes that view them as `groups x each`, swap
/// the two axes and view them as channels again.
public final class ChannelShuffleKernel implements Kernel {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0xaaaa_aaaaL);

  @Override
  public String id() {
    return "f32-channel-shuffle-nhwc-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return available.size() == 1 && groups(work) > 0
        ? Optional.of(Layouts.all(1, Layout.CHANNELS_LAST))
        : Optional.empty();
  }

  /// How many groups are mixed; 0 if it is something else.
  private static int groups(Work work) {
    List<Node> nodes = work.nodes();
    boolean chain =
        nodes.size() == 3
            && nodes.get(0).op() instanceof Reshape
            && nodes.get(1).op() instanceof Transpose t
            && t.permutation().equals(List.of(0, 2, 1, 3, 4))
            && nodes.get(2).op() instanceof Reshape
            && nodes.get(1).inputs().get(0).equals(nodes.get(0).output())
            && nodes.get(2).inputs().get(0).equals(nodes.get(1).output());
    Graph g = work.graph();
    String x = work.first().inputs().get(0);
    if (!chain || !Floats.is(g, x) || !Floats.is(g, nodes.get(0).output())) {
      return 0;
    }
    Shape from = g.type(x).shape();
    Shape split = g.type(nodes.get(0).output()).shape();
    boolean shuffles =
        from.rank() == 4
            && from.equals(work.outputShape())
            && split.rank() == 5
            && split.dim(0) == from.dim(0)
            && split.dim(1) * split.dim(2) == from.dim(1)
            && split.dim(3) == from.dim(2)
            && split.dim(4) == from.dim(3);
    return shuffles ? split.dim(1) : 0;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Shape shape = work.outputShape();
    return new Pixels(groups(work), shape.dim(1), shape.dim(0) * shape.dim(2) * shape.dim(3));
  }

  private record Pixels(int groups, int channels, int pixels) implements Task {
    /// Floats of an item of work, about.
    private static final int ITEM = 4096;

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      int stride = Layout.pixelStride(channels);
      int perItem = Math.max(ITEM / stride, 1);
      workers.run(
          Math.ceilDiv(pixels, perItem),
          (worker, from, to) -> {
            int first = from * perItem;
            int count = Math.min(to * perItem, pixels) - first;
            int at = operands.inputOffset(0) + first * stride;
            int out = operands.outputOffset(0) + first * stride;
            int done = 0;
            if (groups == 2) {
              done = vectors(stride) * S.length();
              interleave(src, at, dst, out, stride, channels / 2, done, count);
            }
            rest(src, at, dst, out, stride, done, count);
          });
    }

    /// How many vectors of the result can be written so that no read leaves the pixel.
    private int vectors(int stride) {
      int room = stride - channels / 2 - S.length();
      return room < 0 ? 0 : Math.min(channels / S.length(), 2 * room / S.length() + 1);
    }

    private void rest(float[] src, int at, float[] dst, int to, int stride, int begin, int count) {
      int each = channels / groups;
      for (int p = 0; p < count; p++) {
        int s = at + p * stride;
        int d = to + p * stride;
        for (int c = begin; c < channels; c++) {
          dst[d + c] = src[s + c % groups * each + c / groups];
        }
      }
    }
  }

  /// Whole vectors of the result, of which every other element is from the second half.
  private static void interleave(
      float[] src, int at, float[] dst, int to, int stride, int half, int n, int pixels) {
    for (int p = 0; p < pixels; p++) {
      int s = at + p * stride;
      int d = to + p * stride;
      for (int c = 0; c < n; c += S.length()) {
        int a = s + c / 2;
        FloatVector first = FloatVector.fromArray(S, src, a).rearrange(TWICE);
        FloatVector second = FloatVector.fromArray(S, src, a + half).rearrange(TWICE);
        first.blend(second, ODD).intoArray(dst, d + c);
      }
    }
  }
}
