package dev.sepconv.simd.move;

import dev.sepconv.graph.op.Resize;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.kernel.reference.ResizeAxis;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Linear and cubic resampling of two spatial axes, in both layouts.
public final class ResizeKernel implements Kernel {
  @Override
  public String id() {
    return "f32-resize-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && !work.inputs().isEmpty()
            && work.inputs().get(0).equals(work.first().inputs().get(0))
            && work.first().op() instanceof Resize r
            && r.mode() != Resize.Mode.NEAREST
            && r.coordinates() != Resize.Coordinates.TF_CROP_AND_RESIZE
            && work.outputShape().rank() == 4
            && Floats.isFixed(work, 1)
            && Floats.isFixed(work, 2)
            && Floats.isFixed(work, 3);
    if (!fits || !isSpatial(axes(work))) {
      return Optional.empty();
    }
    List<Layout> inputs = new ArrayList<>(Collections.nCopies(available.size(), Layout.PLAIN));
    inputs.set(0, available.get(0));
    return Optional.of(new Layouts(inputs, available.get(0)));
  }

  private static List<ResizeAxis> axes(Work work) {
    List<Optional<Tensor>> inputs = new ArrayList<>();
    for (int i = 0; i < work.first().inputs().size(); i++) {
      inputs.add(i == 0 ? Optional.empty() : Floats.known(work, i));
    }
    Resize op = (Resize) work.first().op();
    return ResizeAxis.all(op, inputs, work.inputShape(0), work.outputShape());
  }

  private static boolean isSpatial(List<ResizeAxis> axes) {
    return axes.get(0).isUnchanged() && axes.get(1).isUnchanged();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<ResizeAxis> axes = axes(work);
    Shape from = work.inputShape(0);
    Shape to = work.outputShape();
    boolean last = layouts.output() == Layout.CHANNELS_LAST;
    int pixel = last ? Layout.pixelStride(from.dim(1)) : 1;
    int line = from.dim(3) * pixel;
    int planes = last ? from.dim(0) : from.dim(0) * from.dim(1);
    return new Planes(
        planes,
        from.dim(2) * line,
        pixel,
        ResizeTaps.of(axes.get(2), to.dim(2), line),
        ResizeTaps.of(axes.get(3), to.dim(3), pixel));
  }

  /// @param planes how many images, or planes of one channel
  /// @param plane from one to the next in the source
  /// @param pixel the floats of a pixel: 1, or all channels
  private record Planes(int planes, int plane, int pixel, ResizeTaps rows, ResizeTaps columns)
      implements Task {
    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      int oh = rows.outputs();
      int ow = columns.outputs();
      workers.run(
          planes * oh,
          (worker, from, end) -> {
            for (int item = from; item < end; item++) {
              int at = operands.inputOffset(0) + item / oh * plane;
              int to = operands.outputOffset(0) + item * ow * pixel;
              if (pixel == 1) {
                ResizeLoops.line(src, at, rows, item % oh, columns, dst, to);
              } else {
                ResizeLoops.pixels(src, at, rows, item % oh, columns, dst, to, pixel);
              }
            }
          });
    }
  }
}
