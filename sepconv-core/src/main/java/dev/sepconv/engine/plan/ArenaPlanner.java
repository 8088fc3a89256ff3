package dev.sepconv.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Places blocks of memory, each needed from one step to another, so that blocks needed at the same
/// time do not overlap and the whole stays small: largest first, each at the lowest offset that is
/// free over its lifetime (first fit).
public final class ArenaPlanner {
  private final List<Block> blocks = new ArrayList<>();

  private record Block(int id, long size, int first, int last) {}

  /// Where everything lies.
  ///
  /// @param offsets by block id
  /// @param size of the whole
  @SuppressWarnings("ArrayRecordComponent") // one small result, never compared
  public record Placement(long[] offsets, long size) {}

  /// Asks for a block.
  ///
  /// @param size in any unit; a caller that wants alignment rounds up
  /// @param firstStep the step that writes it
  /// @param lastStep the last step that reads it
  /// @return the block's id: 0, 1, …
  public int add(long size, int firstStep, int lastStep) {
    blocks.add(new Block(blocks.size(), size, firstStep, lastStep));
    return blocks.size() - 1;
  }

  /// Places all blocks.
  ///
  /// @return offsets and total size
  public Placement place() {
    long[] offsets = new long[blocks.size()];
    List<Block> placed = new ArrayList<>();
    List<Block> order = new ArrayList<>(blocks);
    order.sort(Comparator.comparingLong(Block::size).reversed().thenComparingInt(Block::id));
    long total = 0;
    for (Block b : order) {
      long at = 0;
      // `placed` is kept in order of offset, so the first gap that fits is the lowest.
      for (Block p : placed) {
        boolean together = p.first <= b.last && b.first <= p.last;
        if (!together) {
          continue;
        }
        if (offsets[p.id] - at >= b.size) {
          break;
        }
        at = Math.max(at, offsets[p.id] + p.size);
      }
      offsets[b.id] = at;
      total = Math.max(total, at + b.size);
      placed.add(b);
      placed.sort(Comparator.comparingLong(p -> offsets[p.id]));
    }
    return new Placement(offsets, total);
  }
}
