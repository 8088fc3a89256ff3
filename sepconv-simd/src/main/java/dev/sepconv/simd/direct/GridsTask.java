package dev.sepconv.simd.direct;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.Epilogue;
import java.util.List;

/// Computes all grids of an output, whose items are divided among the workers as one list.
final class GridsTask implements Kernel.Task {
  private final List<GridTask> tasks;
  private final int items;
  private final int scratch;

  GridsTask(Work work, ConvWork conv, Geometry g, List<Grid> grids, GridTask.Weights weights) {
    Epilogue epilogue = new Epilogue(conv.activation());
    int residual = conv.residual().map(work.inputs()::indexOf).orElse(-1);
    tasks =
        grids.stream()
            .map(grid -> new GridTask(g, grid, epilogue, weights, conv.bias(), residual))
            .toList();
    items = tasks.stream().mapToInt(GridTask::items).sum();
    scratch = tasks.stream().mapToInt(GridTask::scratchFloats).max().orElse(0);
  }

  @Override
  public int scratchFloats() {
    return scratch;
  }

  @Override
  public void run(Operands operands, Workers workers) {
    workers.run(
        items,
        (worker, from, to) -> {
          int first = 0;
          for (GridTask t : tasks) {
            int begin = Math.max(from - first, 0);
            int end = Math.min(to - first, t.items());
            t.run(operands, worker, begin, end);
            first += t.items();
          }
        });
  }
}
