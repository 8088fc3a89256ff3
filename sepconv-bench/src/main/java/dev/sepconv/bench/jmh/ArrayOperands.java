package dev.sepconv.bench.jmh;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.SplittableRandom;

/// Operands of a kernel with one input and one output, each in an array of its own.
final class ArrayOperands implements Operands {
  private final float[] src;
  private final float[] dst;
  private final float[] scratch;
  private final Shape srcShape;
  private final Layout srcLayout;

  private ArrayOperands(
      float[] src, float[] dst, float[] scratch, Shape srcShape, Layout srcLayout) {
    this.src = src;
    this.dst = dst;
    this.scratch = scratch;
    this.srcShape = srcShape;
    this.srcLayout = srcLayout;
  }

  static ArrayOperands of(Work work, Kernel.Layouts layouts, Kernel.Task task) {
    Layout layout = layouts.inputs().getFirst();
    float[] src = new float[layout.floats(work.inputShape(0))];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < src.length; i++) {
      src[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return new ArrayOperands(
        src,
        new float[layouts.output().floats(work.outputShape())],
        new float[task.scratchFloats()],
        work.inputShape(0),
        layout);
  }

  @Override
  public float[] input(int i) {
    return src;
  }

  @Override
  public int inputOffset(int i) {
    return 0;
  }

  @Override
  public Tensor inputTensor(int i) {
    if (srcLayout != Layout.PLAIN) {
      throw new IllegalStateException("a tensor is asked for, but the input is " + srcLayout);
    }
    return Tensor.of(srcShape, src);
  }

  @Override
  public float[] output(int i) {
    return dst;
  }

  @Override
  public int outputOffset(int i) {
    return 0;
  }

  @Override
  public void setOutput(int i, Tensor tensor) {
    System.arraycopy(tensor.floats(), 0, dst, 0, dst.length);
  }

  @Override
  public float[] scratch() {
    return scratch;
  }

  @Override
  public int scratchOffset(int worker) {
    return 0;
  }
}
