/// Reads and writes ONNX files, and runs ONNX's conformance cases.
@NullMarked
package dev.sepconv.onnx;

import org.jspecify.annotations.NullMarked;
