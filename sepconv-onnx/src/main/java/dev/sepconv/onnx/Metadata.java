package dev.sepconv.onnx;

import dev.sepconv.onnx.proto.Onnx.ModelProto;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a file says about itself outside its `metadata_props`, under keys of a graph's metadata.
final class Metadata {
  /// What all these keys begin with.
  static final String PREFIX = "onnx.";

  static final String OPSET = "onnx.opset";
  static final String DOMAIN = "onnx.domain";
  static final String MODEL_VERSION = "onnx.model_version";
  static final String DOC = "onnx.doc";

  private Metadata() {}

  /// @param model a model
  /// @param opset its version of the standard operators
  /// @return what it says, without what it leaves out
  static Map<String, String> read(ModelProto model, int opset) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("onnx.ir_version", Long.toString(model.getIrVersion()));
    said.put(OPSET, Integer.toString(opset));
    said.put("onnx.producer", model.getProducerName());
    said.put("onnx.producer_version", model.getProducerVersion());
    said.put(DOMAIN, model.getDomain());
    said.put(
        MODEL_VERSION, model.getModelVersion() == 0 ? "" : Long.toString(model.getModelVersion()));
    said.put(DOC, model.getDocString());
    said.values().removeIf(String::isEmpty);
    return said;
  }
}
