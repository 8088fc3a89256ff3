package dev.sepconv.convert;

import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Shape;

/// Which elements of an input plane a window sees at each of its positions.
final class Patches {
  private final Window window;
  private final int[] input;
  private final int[] output;
  private final int[] at;
  private final int taps;

  /// @param window a convolution's
  /// @param src the shape of its input, `N x C x spatial…`
  /// @param dst the shape of its output, `N x C x spatial…`
  Patches(Window window, Shape src, Shape dst) {
    this.window = window;
    int rank = window.rank();
    input = new int[rank];
    output = new int[rank];
    at = new int[rank];
    int product = 1;
    for (int a = 0; a < rank; a++) {
      input[a] = src.dim(a + 2);
      output[a] = dst.dim(a + 2);
      product *= window.kernel().get(a);
    }
    taps = product;
  }

  /// @return positions of the window in a plane
  int positions() {
    int product = 1;
    for (int o : output) {
      product *= o;
    }
    return product;
  }

  /// Finds the elements under the window.
  ///
  /// @param position which position, row-major
  /// @param offsets takes for every tap the element's place in the plane, -1 in the padding
  void offsets(int position, int[] offsets) {
    int rest = position;
    for (int a = output.length - 1; a >= 0; a--) {
      at[a] = rest % output[a] * window.stride().get(a) - window.padBegin(a, input[a]);
      rest /= output[a];
    }
    for (int t = 0; t < taps; t++) {
      offsets[t] = offset(t);
    }
  }

  private int offset(int tap) {
    int rest = tap;
    int offset = 0;
    int step = 1;
    for (int a = input.length - 1; a >= 0; a--) {
      int k = window.kernel().get(a);
      int x = at[a] + rest % k * window.dilation().get(a);
      rest /= k;
      if (x < 0 || x >= input[a]) {
        return -1;
      }
      offset += x * step;
      step *= input[a];
    }
    return offset;
  }
}
