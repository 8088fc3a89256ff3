package dev.sepconv.onnx;

import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Normalisations and what networks put beside them.
final class NormalizationImport {
  private NormalizationImport() {}

  static void batch(NodeView n) {
    Attributes a = n.attributes();
    float epsilon = a.floatOr("epsilon", 1e-5f);
    float momentum = a.floatOr("momentum", 0.9f);
    if (n.opset() < 7) {
      // Whether it was meant to train then; what it returns besides is checked below.
      a.flag("is_test", false);
    }
    if (n.opset() < 9 && !a.flag("spatial", true)) {
      throw n.unsupported("has spatial = 0, statistics per position, which is not supported");
    }
    if (n.opset() >= 14 && a.flag("training_mode", false)) {
      train(n, epsilon, momentum);
      return;
    }
    for (int i = 1; i < n.outputs().size(); i++) {
      if (n.isUsed(i)) {
        throw n.unsupported("is read for its batch statistics, which only training computes");
      }
    }
    for (int i = 0; i < 5; i++) {
      n.input(i);
    }
    n.emit(new BatchNormalization(epsilon), n.inputs(), n.outputs().subList(0, 1));
  }

  /// Normalises by the batch's own statistics and returns the running ones, moved toward them.
  private static void train(NodeView n, float epsilon, float momentum) {
    int rank = n.rank(0);
    ElementType element = n.type(0).element();
    long[] others = LongStream.range(0, rank).filter(i -> i != 1).toArray();
    String axes = n.literal("axes", Tensor.vector(others));
    Reduce mean = new Reduce(Reduce.Kind.MEAN, true, false);
    Binary sub = new Binary(Binary.Kind.SUB);
    String center = n.step("mean", mean, List.of(n.input(0), axes));
    String centered = n.step("center", sub, List.of(n.input(0), center));
    String squared = n.step("square", Binary.MUL, List.of(centered, centered));
    String spread = n.step("variance", mean, List.of(squared, axes));
    String batchMean = n.step("batch_mean", new Squeeze(), List.of(center, axes));
    String batchVar = n.step("batch_variance", new Squeeze(), List.of(spread, axes));
    n.emit(
        new BatchNormalization(epsilon),
        List.of(n.input(0), n.input(1), n.input(2), batchMean, batchVar),
        n.outputs().subList(0, 1));
    String keep = n.scalar("momentum", element, momentum);
    String take = n.scalar("one_minus_momentum", element, 1 - momentum);
    for (int i = 1; i < Math.min(n.outputs().size(), 3); i++) {
      String old = n.step("kept", Binary.MUL, List.of(n.input(i + 2), keep));
      String fresh = n.step("taken", Binary.MUL, List.of(i == 1 ? batchMean : batchVar, take));
      n.lastStep("running", Binary.ADD, List.of(old, fresh), n.outputs().get(i));
    }
  }

  static void instance(NodeView n) {
    n.emit(new InstanceNormalization(n.attributes().floatOr("epsilon", 1e-5f)));
  }

  static void lrn(NodeView n) {
    Attributes a = n.attributes();
    if (!a.has("size")) {
      throw n.invalid("has no attribute 'size'");
    }
    n.emit(
        new Lrn(
            a.intOr("size", 1),
            a.floatOr("alpha", 1e-4f),
            a.floatOr("beta", 0.75f),
            a.floatOr("bias", 1)));
  }

  static void dropout(NodeView n) {
    Attributes a = n.attributes();
    float ratio = a.floatOr("ratio", 0.5f);
    a.intOr("seed", 0);
    if (n.opset() < 7) {
      a.flag("is_test", false);
    }
    Optional<Tensor> given = n.known(1);
    if (n.has(1) && given.isPresent() && given.get().size() == 1) {
      ratio = (float) given.get().getDouble(0);
    }
    if (n.has(2)) {
      Tensor training =
          n.known(2)
              .filter(t -> t.size() == 1)
              .orElseThrow(() -> n.unsupported("has a training_mode that is not constant"));
      if (training.getLong(0) != 0 && ratio != 0) {
        throw n.unsupported("drops elements at random (training_mode)");
      }
    }
    boolean mask = n.isUsed(1);
    List<String> in = List.of(n.input(0));
    if (!mask) {
      n.emit(new Dropout(ratio), in, n.outputs().subList(0, 1));
    } else if (n.opset() >= 10) {
      n.emit(new Dropout(ratio), in);
    } else {
      // The mask had the input's element type then.
      String bool = n.fresh("mask");
      n.emit(new Dropout(ratio), in, List.of(n.outputs().get(0), bool));
      n.lastStep("mask", new Cast(n.type(0).element()), List.of(bool), n.outputs().get(1));
    }
  }

  static NodeImporter softmax(boolean log) {
    return n -> {
      boolean old = n.opset() < 13;
      int axis = n.attributes().intOr("axis", old ? 1 : -1);
      TensorType x = n.type(0);
      boolean last = axis == -1 || (x.ranked() && axis == x.rank() - 1);
      n.emit(new Softmax(axis, old && !last, log));
    };
  }
}
