package dev.sepconv.bench;

import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A convolution of a known network; its input is square, its padding keeps the size at stride 1.
///
/// @param layer where it is from
/// @param ic input channels
/// @param size ih and iw
/// @param oc output channels
/// @param kernel kh and kw
/// @param stride in both directions
/// @param groups how many the channels are divided into
public record ConvShape(
    String layer, int ic, int size, int oc, int kernel, int stride, int groups) {
  /// The shapes of the networks whose layers are mostly depthwise and pointwise.
  public static final List<String> SEPARABLE_FILES = List.of("mobilenet_v1", "mobilenet_v2");

  /// All files of shapes.
  public static final List<String> FILES = List.of("mobilenet_v1", "mobilenet_v2", "normal");

  /// The shapes of some files.
  ///
  /// @param files their names
  /// @return in order
  public static List<ConvShape> of(List<String> files) {
    return files.stream().flatMap(ConvShape::file).toList();
  }

  private static Stream<ConvShape> file(String name) {
    return Lines.of("shapes/" + name + ".txt").stream().map(ConvShape::parse);
  }

  private static ConvShape parse(String[] f) {
    return new ConvShape(
        f[0], number(f[1]), number(f[2]), number(f[3]), number(f[4]), number(f[5]), number(f[6]));
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  /// Whether each channel is convolved alone.
  ///
  /// @return whether groups equal the channels
  public boolean isDepthwise() {
    return groups == ic && groups > 1;
  }

  /// Whether each pixel is multiplied by one matrix.
  ///
  /// @return whether the kernel is 1x1
  public boolean isPointwise() {
    return kernel == 1 && groups == 1;
  }

  /// The arithmetic.
  ///
  /// @return multiply-adds
  public long macs() {
    long out = (size + 2L * (kernel / 2) - kernel) / stride + 1;
    return out * out * oc * (ic / groups) * kernel * kernel;
  }

  /// The convolution alone, with a bias and random weights.
  ///
  /// @return a network of one layer, batch 1
  public Graph graph() {
    return Conv2d.of(ic, oc, kernel)
        .stride(stride)
        .padding(kernel / 2)
        .groups(groups)
        .trace(layer, 0, Map.of("input", TensorType.of(ElementType.FLOAT32, 1, ic, size, size)));
  }
}
