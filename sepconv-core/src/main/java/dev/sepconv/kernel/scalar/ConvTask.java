package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import java.util.Arrays;

/// Prepared {@link ScalarConv} work. An item is a tile of pixels by a block of output channels; the
/// blocks of a tile follow each other, so that a worker copies a tile's rows once.
final class ConvTask implements Kernel.Task {
  /// The rows of a tile should stay in a second cache of 1 MB, beside sums and weights.
  private static final int TILE_FLOATS = 128 * 1024;

  /// A row of so many floats is long enough that what is around the inner loop hardly counts, and
  /// six of them fit the first cache.
  private static final int LONGEST_ROW = 512;

  /// Shorter rows cost more in loops than the second cache gains.
  private static final int SHORTEST_ROW = 64;

  /// So few output channels that small planes still give every worker some, so many that a tile
  /// copied by two workers costs little.
  private static final int BLOCK = 32;

  private final Patches patches;
  private final Epilogue epilogue;
  private final int source;
  private final float[] weights;
  private final float[] bias;
  private final int images;
  private final int groups;
  private final int groupIn;
  private final int groupOut;
  private final int terms;
  private final int tile;
  private final int tiles;
  private final int blocks;

  ConvTask(Work work, ConvWork layer) {
    Conv conv = (Conv) layer.op();
    patches = new Patches(conv.window(), layer.input(), layer.output());
    epilogue = Epilogue.of(work, layer);
    source = work.inputs().indexOf(layer.node().inputs().get(0));
    weights = layer.weights();
    images = layer.output().dim(0);
    groups = conv.groups();
    groupIn = layer.input().dim(1) / groups;
    groupOut = layer.output().dim(1) / groups;
    bias = layer.bias().orElseGet(() -> new float[groups * groupOut]);
    terms = groupIn * patches.taps();
    int longest = Math.clamp(TILE_FLOATS / Math.max(terms, 1), SHORTEST_ROW, LONGEST_ROW);
    tiles = Math.ceilDiv(patches.pixels(), longest);
    tile = Math.ceilDiv(patches.pixels(), tiles);
    blocks = Math.ceilDiv(groupOut, BLOCK);
  }

  @Override
  public void run(Operands operands, Workers workers) {
    workers.run(
        Math.multiplyExact(images * groups * tiles, blocks),
        (worker, from, to) -> {
          float[][] rows = new float[terms][tile];
          float[][] sums = new float[2][tile];
          float[] spare = new float[tile];
          int copied = -1;
          for (int i = from; i < to; i++) {
            int t = i / blocks;
            int pixel = t % tiles * tile;
            int n = Math.min(tile, patches.pixels() - pixel);
            if (n > 0) {
              if (t != copied) {
                copy(operands, t / tiles, pixel, rows, n);
                copied = t;
              }
              block(operands, t / tiles, i % blocks, pixel, rows, sums, spare, n);
            }
          }
        });
  }

  /// Copies what the taps of the window see of each channel of a group.
  private void copy(Operands operands, int group, int pixel, float[][] rows, int n) {
    float[] src = operands.input(source);
    int plane = patches.ih * patches.iw;
    for (int c = 0; c < groupIn; c++) {
      int at = operands.inputOffset(source) + (group * groupIn + c) * plane;
      for (int k = 0; k < patches.taps(); k++) {
        patches.copy(src, at, k, pixel, rows[c * patches.taps() + k], n, 0);
      }
    }
  }

  private void block(
      Operands operands,
      int group,
      int block,
      int pixel,
      float[][] rows,
      float[][] sums,
      float[] spare,
      int n) {
    int end = Math.min((block + 1) * BLOCK, groupOut);
    for (int c = block * BLOCK; c < end; c += 2) {
      int count = Math.min(2, end - c);
      int channel = group % groups * groupOut + c;
      for (int s = 0; s < count; s++) {
        Arrays.fill(sums[s], 0, n, bias[channel + s]);
      }
      Rows.accumulate(sums, count, rows, terms, weights, channel * terms, terms, n);
      for (int s = 0; s < count; s++) {
        int plane = group / groups * groups * groupOut + channel + s;
        epilogue.finish(operands, sums[s], spare, plane * patches.pixels() + pixel, n);
      }
    }
  }
}
