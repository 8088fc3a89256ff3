package dev.sepconv.nn.zoo;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.Misspelling;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Module;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Known networks by name, with their authors' structure and random weights from a seed.
public final class Zoo {
  /// A network of the zoo.
  ///
  /// @param name how it is asked for
  /// @param description one line
  /// @param input channels, height and width it was made for
  /// @param module makes the network
  public record Entry(
      String name, String description, List<Integer> input, Supplier<Module> module) {
    /// Copies the list.
    public Entry {
      input = List.copyOf(input);
    }
  }

  private static final Map<String, Entry> ENTRIES = entries();

  private Zoo() {}

  private static Map<String, Entry> entries() {
    Map<String, Entry> map = new LinkedHashMap<>();
    add(
        map,
        "article-standard",
        "the article's normal convolution, 3x3, 3 to 4 channels",
        3,
        224,
        224,
        Article.Standard::new);
    add(
        map,
        "article-separable",
        "the article's depthwise 3x3 and pointwise 1x1",
        3,
        224,
        224,
        Article.Separable::new);
    add(map, "mobilenet_v1", "MobileNet", 3, 224, 224, () -> MobileNetV1.of(1));
    add(
        map,
        "mobilenet_v1_0.75",
        "MobileNet, three quarters of the channels",
        3,
        224,
        224,
        () -> MobileNetV1.of(0.75));
    add(
        map,
        "mobilenet_v1_0.5",
        "MobileNet, half the channels",
        3,
        224,
        224,
        () -> MobileNetV1.of(0.5));
    add(
        map,
        "mobilenet_v1_0.25",
        "MobileNet, a quarter of the channels",
        3,
        224,
        224,
        () -> MobileNetV1.of(0.25));
    add(
        map,
        "mobilenet_v1_conv",
        "MobileNet with normal instead of separable convolutions",
        3,
        224,
        224,
        MobileNetV1::normal);
    add(map, "mobilenet_v2", "MobileNetV2: inverted residuals", 3, 224, 224, MobileNetV2::new);
    add(
        map,
        "mobilenet_v3_large",
        "MobileNetV3, large: squeeze-excite and hard-swish",
        3,
        224,
        224,
        MobileNetV3::large);
    add(map, "mobilenet_v3_small", "MobileNetV3, small", 3, 224, 224, MobileNetV3::small);
    add(map, "efficientnet_b0", "EfficientNet-B0", 3, 224, 224, EfficientNet::new);
    add(map, "mnasnet1_0", "MNASNet", 3, 224, 224, MnasNet::new);
    add(
        map,
        "shufflenet_v2_x1_0",
        "ShuffleNetV2",
        3,
        224,
        224,
        () -> new ShuffleNetV2(24, 116, 232, 464, 1024));
    add(
        map,
        "shufflenet_v2_x0_5",
        "ShuffleNetV2, half the channels",
        3,
        224,
        224,
        () -> new ShuffleNetV2(24, 48, 96, 192, 1024));
    add(map, "squeezenet1_1", "SqueezeNet 1.1", 3, 224, 224, SqueezeNet::new);
    add(map, "xception", "Xception: separable throughout", 3, 299, 299, Xception::new);
    add(map, "resnet18", "ResNet-18", 3, 224, 224, ResNet::resnet18);
    add(map, "resnet50", "ResNet-50", 3, 224, 224, ResNet::resnet50);
    add(map, "vgg16", "VGG-16", 3, 224, 224, () -> new Vgg(false));
    add(map, "vgg16_bn", "VGG-16 with batch normalisation", 3, 224, 224, () -> new Vgg(true));
    add(map, "ds_cnn", "MLPerf Tiny keyword spotting: DS-CNN", 1, 49, 10, DsCnn::new);
    add(
        map,
        "vww_96",
        "MLPerf Tiny visual wake words: a small MobileNet",
        3,
        96,
        96,
        MobileNetV1::visualWakeWords);
    add(map, "resnet8", "MLPerf Tiny image classification: ResNet-8", 3, 32, 32, ResNet8::new);
    return Collections.unmodifiableMap(map);
  }

  private static void add(
      Map<String, Entry> map,
      String name,
      String description,
      int c,
      int h,
      int w,
      Supplier<Module> module) {
    map.put(name, new Entry(name, description, List.of(c, h, w), module));
  }

  /// The names of all networks.
  ///
  /// @return in the order of the list
  public static List<String> names() {
    return List.copyOf(ENTRIES.keySet());
  }

  /// A network by name.
  ///
  /// @param name as in {@link #names}
  /// @return the entry
  /// @throws InvalidInputException if there is none; the message suggests the nearest
  public static Entry entry(String name) {
    Entry e = ENTRIES.get(name);
    if (e == null) {
      String nearest = Misspelling.nearest(name, ENTRIES.keySet(), 1).getFirst();
      throw new InvalidInputException(
          "the zoo has no network '" + name + "'; did you mean '" + nearest + "'?");
    }
    return e;
  }

  /// A new module of a network, to be traced with an input of one's own or used inside another
  /// network.
  ///
  /// @param name as in {@link #names}
  /// @return the network
  public static Module module(String name) {
    return entry(name).module().get();
  }

  /// The graph of a network for the input it was made for, with a symbolic batch; weights from seed
  /// 0.
  ///
  /// @param name as in {@link #names}
  /// @return the graph
  public static Graph graph(String name) {
    return graph(name, 0);
  }

  /// The graph of a network for the input it was made for, with a symbolic batch.
  ///
  /// @param name as in {@link #names}
  /// @param seed of the initial weights
  /// @return the graph
  public static Graph graph(String name, long seed) {
    Entry e = entry(name);
    return e.module().get().trace(name, seed, e.input().stream().mapToLong(i -> i).toArray());
  }
}
