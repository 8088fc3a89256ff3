package dev.sepconv.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The entries of a class path by what they belong to.
///
/// @param own core, simd and onnx with all they need
/// @param bench this module
/// @param peer ONNX Runtime
record Libraries(List<Path> own, List<Path> bench, List<Path> peer) {
  static Libraries of(String classPath) {
    List<Path> entries = Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
    List<Path> own = select(entries, n -> n.matches("sepconv-(core|simd|onnx)([-.].*)?"));
    // The jar of sepconv-onnx has protobuf inside; its folder of classes has not.
    boolean shaded = own.stream().allMatch(e -> e.toString().endsWith(".jar"));
    List<Path> protobuf = select(entries, n -> !shaded && n.startsWith("protobuf-javalite-"));
    return new Libraries(
        Stream.concat(own.stream(), protobuf.stream()).toList(),
        select(entries, n -> n.matches("sepconv-bench([-.].*)?")),
        select(entries, n -> n.startsWith("onnxruntime-")));
  }

  private static List<Path> select(List<Path> entries, Predicate<String> name) {
    return entries.stream().filter(e -> name.test(artifact(e))).toList();
  }

  /// A jar's name; for `module/target/classes` the module's.
  private static String artifact(Path entry) {
    Path module = entry.endsWith(Path.of("target", "classes")) ? entry.resolve("../..") : entry;
    Path name = module.normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  /// What a program with Sepconv needs, and this module's classes.
  Libraries withBench() {
    return new Libraries(own, bench, List.of());
  }

  /// As {@link #withBench}, and ONNX Runtime.
  Libraries withPeer() {
    return this;
  }

  /// All entries.
  String path() {
    return Stream.of(own, bench, peer)
        .flatMap(List::stream)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The size of Sepconv's jars.
  ///
  /// @return bytes; empty where it runs from folders of classes
  OptionalLong ownBytes() {
    return bytes(own);
  }

  /// The size of ONNX Runtime's jar.
  ///
  /// @return bytes
  OptionalLong peerBytes() {
    return bytes(peer);
  }

  private static OptionalLong bytes(List<Path> jars) {
    if (jars.isEmpty() || !jars.stream().allMatch(Files::isRegularFile)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(jars.stream().mapToLong(j -> j.toFile().length()).sum());
  }
}
