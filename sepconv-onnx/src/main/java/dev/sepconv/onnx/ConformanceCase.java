package dev.sepconv.onnx;

import java.nio.file.Path;

/// One of ONNX's test cases: a folder with `model.onnx` and folders `test_data_set_*` of inputs and
/// expected outputs.
///
/// @param name its path below the folder it was found in, that folder's name included
/// @param folder where it is
public record ConformanceCase(String name, Path folder) {}
