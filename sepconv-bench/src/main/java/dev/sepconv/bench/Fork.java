package dev.sepconv.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sepconv.engine.Measurement;
import java.util.Arrays;
import java.util.List;

/// A process that measures one thing.
public final class Fork {
  /// What the line with the answer begins with.
  static final String ANSWER = "ANSWER ";

  private Fork() {}

  /// Measures, and prints one line of JSON.
  ///
  /// @param args the job; whether to be quick; what the job needs
  /// @throws JsonProcessingException if the answer cannot be written
  public static void main(String[] args) throws JsonProcessingException {
    Measurement.Limits limits = Limits.of(Boolean.parseBoolean(args[1]));
    Object answer =
        switch (args[0]) {
          case "networks" ->
              NetworkSample.measure(
                  List.of(args[2].split(",", -1)),
                  Arrays.stream(args[3].split(",", -1)).map(Integer::valueOf).toList(),
                  limits);
          case "fusion" -> FusionSample.measure(args[2], Integer.parseInt(args[3]), limits);
          case "kernels" -> KernelSample.measure(limits);
          case "memory" ->
              OrtMemory.measure(args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
          default -> throw new IllegalArgumentException("unknown job " + args[0]);
        };
    System.out.println(ANSWER + Json.mapper().writeValueAsString(answer));
  }
}
