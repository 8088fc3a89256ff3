package dev.sepconv.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// All second moments of what goes into a layer and of what should come out: `Σ p pᵀ` and `Σ p yᵀ`
/// over many positions, p a patch of all channels and a 1. Samples that are held out do not count.
final class LayerMoments implements Observation.Sink {
  private static final int BLOCK = 512;

  /// Rows for every element of a patch: enough that the moments are not those of a few images.
  private static final long ROWS_PER_ELEMENT = 20;

  /// 256 channels of 3x3: 42 MB, and some seconds.
  private static final int MOST_ELEMENTS = 256 * 9;

  private final Holdout holdout;
  private final int width;
  private final int outputs;
  private final double[] patches;
  private final double[] cross;
  private final List<float[]> waiting = new ArrayList<>();
  private final List<float[]> waitingOutputs = new ArrayList<>();

  LayerMoments(ConvLayer layer, Holdout holdout) {
    this.holdout = holdout;
    width = layer.ic() * layer.taps() + 1;
    outputs = layer.oc();
    patches = new double[width * width];
    cross = new double[width * outputs];
  }

  /// @param layer a layer
  /// @return whether its moments fit into memory and are there within seconds
  static boolean fits(ConvLayer layer) {
    return layer.groups() == 1 && layer.ic() * layer.taps() <= MOST_ELEMENTS;
  }

  @Override
  public long rows() {
    return ROWS_PER_ELEMENT * width;
  }

  @Override
  public void accept(int sample, float[] patch, float[] output) {
    if (holdout.isHeldOut(sample)) {
      return;
    }
    float[] row = Arrays.copyOf(patch, width);
    row[width - 1] = 1;
    waiting.add(row);
    waitingOutputs.add(output.clone());
    if (waiting.size() == BLOCK) {
      flush();
    }
  }

  /// Must be called after the last position.
  void flush() {
    IntStream.range(0, width)
        .parallel()
        .forEach(i -> {
          NormalEquations.add(waiting, i, waiting, i, width - i, patches, i * width + i);
          NormalEquations.add(waiting, i, waitingOutputs, 0, outputs, cross, i * outputs);
        });
    waiting.clear();
    waitingOutputs.clear();
  }

  /// @param i an element of the patch, `channel·k² + tap`; after the last one the 1
  /// @param j another
  /// @return `Σ p_i p_j`
  double patch(int i, int j) {
    return i <= j ? patches[i * width + j] : patches[j * width + i];
  }

  /// @param i an element of the patch
  /// @param o an output channel
  /// @return `Σ p_i y_o`
  double cross(int i, int o) {
    return cross[i * outputs + o];
  }

  /// @return elements of a patch and the 1
  int width() {
    return width;
  }
}
