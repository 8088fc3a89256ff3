package dev.sepconv.convert;

import dev.sepconv.analysis.accuracy.Batches;
import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.engine.Backend;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/// Looks at layers while a network runs on data: what goes in and what comes out, at positions
/// drawn at random, the same ones in every run with the same seed.
///
/// @param backend runs the networks
/// @param samples the data
/// @param seed of the draw
/// @param progress is told
record Observation(Backend backend, Samples samples, long seed, ConversionProgress progress) {
  /// The activations of a batch should leave room for other things: 128 MB.
  private static final long BATCH_FLOATS = 32L << 20;

  private static final int MOST_SAMPLES = 32;

  /// Takes what is seen.
  interface Sink {
    /// @return how many positions it wants in all, about
    long rows();

    /// Takes one position.
    ///
    /// @param sample the number of the sample
    /// @param patch `ic x k²`, what goes in; valid during the call
    /// @param output `oc`, what comes out; valid during the call
    void accept(int sample, float[] patch, float[] output);
  }

  /// Runs through the data once.
  ///
  /// @param source the network in which the layers' inputs are seen
  /// @param target the network in which their outputs are seen
  /// @param sinks who looks at which layer
  /// @param what is said meanwhile
  void run(Graph source, Graph target, Map<ConvLayer, ? extends Sink> sinks, String what) {
    Set<String> inputs = new LinkedHashSet<>();
    Set<String> outputs = new LinkedHashSet<>();
    for (ConvLayer layer : sinks.keySet()) {
      for (Node n : layer.nodes()) {
        inputs.add(n.inputs().get(0));
        outputs.add(n.output());
      }
    }
    Recorder from = new Recorder(source, inputs);
    Recorder to = new Recorder(target, outputs);
    long floats = from.floats() + to.floats();
    int most = Math.clamp(BATCH_FLOATS / Math.max(1, floats), 1, MOST_SAMPLES);
    Batches.of(samples, most, source)
        .forEach((batch, first, count) -> {
          Map<String, Tensor> in = from.run(batch);
          Map<String, Tensor> out = to.run(batch);
          sinks.forEach((layer, sink) -> look(layer, sink, in, out, first, count));
          progress.at(what, first + count, samples.count());
        });
  }

  /// A network that returns values from its middle.
  private final class Recorder {
    private final Graph graph;
    private final Set<String> given;
    private final Optional<CompiledModel> model;

    Recorder(Graph graph, Set<String> values) {
      // A value that the network is given cannot be returned by it.
      given = new LinkedHashSet<>(values);
      given.retainAll(graph.inputs());
      List<String> written = new ArrayList<>(values);
      written.removeAll(given);
      this.graph = graph.withOutputs(written);
      model = written.isEmpty() ? Optional.empty() : Optional.of(backend.compile(this.graph));
    }

    /// Elements per sample.
    long floats() {
      return graph.outputs().stream()
          .mapToLong(o ->
              graph.type(o).dims().stream()
                  .skip(1)
                  .mapToLong(d -> d.isKnown() ? d.value() : 1)
                  .reduce(1, Math::multiplyExact))
          .sum();
    }

    Map<String, Tensor> run(Map<String, Tensor> batch) {
      Map<String, Tensor> values = new HashMap<>(model.map(m -> m.run(batch)).orElse(Map.of()));
      given.forEach(g -> values.put(g, batch.getOrDefault(g, Tensor.scalar(0))));
      return values;
    }
  }

  private void look(
      ConvLayer layer,
      Sink sink,
      Map<String, Tensor> in,
      Map<String, Tensor> out,
      int first,
      int count) {
    int nodes = layer.nodes().size();
    for (int n = 0; n < nodes; n++) {
      Node node = layer.nodes().get(n);
      Tensor src = in.getOrDefault(node.inputs().get(0), Tensor.scalar(0));
      Tensor dst = out.getOrDefault(node.output(), Tensor.scalar(0));
      Patches patches = new Patches(layer.window(), src.shape(), dst.shape());
      long wanted = Math.ceilDiv(sink.rows(), (long) nodes * samples.count());
      for (int s = 0; s < count; s++) {
        SplittableRandom random =
            new SplittableRandom(seed * 31 + node.name().hashCode() * 0x9E3779B9L + first + s);
        Looker looker = new Looker(layer, patches, src, dst, s);
        draw(patches.positions(), wanted, random, p -> looker.look(sink, first, p));
      }
    }
  }

  /// One image's planes.
  private static final class Looker {
    private final Patches patches;
    private final float[] src;
    private final float[] dst;
    private final int srcPlane;
    private final int dstPlane;
    private final int sample;
    private final int[] offsets;
    private final float[] patch;
    private final float[] output;

    Looker(ConvLayer layer, Patches patches, Tensor src, Tensor dst, int sample) {
      this.patches = patches;
      this.src = src.floats();
      this.dst = dst.floats();
      this.sample = sample;
      srcPlane = src.size() / (src.shape().dim(0) * layer.ic());
      dstPlane = patches.positions();
      offsets = new int[layer.taps()];
      patch = new float[layer.ic() * layer.taps()];
      output = new float[layer.oc()];
    }

    void look(Sink sink, int first, int position) {
      patches.offsets(position, offsets);
      int channels = patch.length / offsets.length;
      for (int c = 0; c < channels; c++) {
        int plane = (sample * channels + c) * srcPlane;
        for (int t = 0; t < offsets.length; t++) {
          patch[c * offsets.length + t] = offsets[t] < 0 ? 0 : src[plane + offsets[t]];
        }
      }
      for (int o = 0; o < output.length; o++) {
        output[o] = dst[(sample * output.length + o) * dstPlane + position];
      }
      sink.accept(first + sample, patch, output);
    }
  }

  /// Gives `wanted` of the numbers below `all`, ascending, each as likely as the others (Knuth's
  /// algorithm S); all of them if there are not more.
  private static void draw(int all, long wanted, SplittableRandom random, IntConsumer consumer) {
    long needed = Math.min(all, wanted);
    for (int i = 0; i < all && needed > 0; i++) {
      if (random.nextLong(all - i) < needed) {
        consumer.accept(i);
        needed--;
      }
    }
  }
}
