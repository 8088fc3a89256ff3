package dev.sepconv.cli.command;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The most probable classes of a classifier's output.
final class Ranking {
  private static final double SUM_TOLERANCE = 1e-3;

  private final String output;
  private final int rows;
  private final int classes;
  private final double[] probabilities;
  private final boolean softmax;

  private Ranking(String output, int rows, int classes, double[] values) {
    this.output = output;
    this.rows = rows;
    this.classes = classes;
    softmax = !isDistribution(values, rows, classes);
    probabilities = softmax ? softmax(values, rows, classes) : values;
  }

  /// @param output the output's name
  /// @param scores batch x classes, or classes alone; trailing dimensions of 1 are ignored
  /// @return its classes; softmax is applied if the scores of a row do not sum to 1 already
  /// @throws InvalidInputException if it has another shape
  static Ranking of(String output, Tensor scores) {
    int[] dims = scores.shape().toInts();
    int rank = dims.length;
    while (rank > 2 && dims[rank - 1] == 1) {
      rank--;
    }
    int classes = rank == 0 ? 0 : dims[rank - 1];
    if (rank == 0 || rank > 2 || classes < 2 || scores.size() == 0) {
      Shape shape = scores.shape();
      throw new InvalidInputException(
          "--top: output '" + output + "' is " + shape + "; a classifier's is batch x classes");
    }
    return new Ranking(output, rank == 1 ? 1 : dims[0], classes, scores.toDoubles());
  }

  /// @param file one label a line
  /// @return the labels, as many as there are classes
  /// @throws InvalidInputException if the file is missing, no text, or has another number of lines
  List<String> labels(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("--labels " + file + ": no such file", e);
    } catch (MalformedInputException e) {
      throw new InvalidInputException("--labels " + file + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new InvalidInputException("--labels " + file + " cannot be read", e);
    }
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines = lines.subList(0, lines.size() - 1);
    }
    if (lines.size() != classes) {
      throw new InvalidInputException(
          "--labels "
              + file
              + " has "
              + lines.size()
              + " lines, but output '"
              + output
              + "' has "
              + classes
              + " classes");
    }
    return lines;
  }

  /// @param out where it goes
  /// @param top how many classes
  /// @param labels one per class; empty for their numbers
  void print(PrintWriter out, int top, List<String> labels) {
    int shown = Math.min(top, classes);
    out.println(
        "top "
            + shown
            + " of "
            + output
            + (softmax ? " (softmax applied)" : " (already probabilities)"));
    for (int r = 0; r < rows; r++) {
      if (rows > 1) {
        out.println("  sample " + r);
      }
      for (int c : best(r, shown)) {
        String percent = String.format(Locale.ROOT, "%6.2f %%", at(r, c) * 100);
        out.println("  " + percent + "  " + (labels.isEmpty() ? "class " + c : labels.get(c)));
      }
    }
  }

  /// @param row a sample
  /// @param count how many
  /// @return the classes with the highest probability, the first of equals first
  int[] best(int row, int count) {
    return IntStream.range(0, classes)
        .boxed()
        .sorted((a, b) -> Double.compare(at(row, b), at(row, a)))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
  }

  /// @param row a sample
  /// @param c a class
  /// @return its probability
  double at(int row, int c) {
    return probabilities[row * classes + c];
  }

  private static boolean isDistribution(double[] v, int rows, int classes) {
    return Arrays.stream(v).allMatch(x -> x >= 0 && x <= 1 + SUM_TOLERANCE)
        && IntStream.range(0, rows)
            .allMatch(r ->
                Math.abs(Arrays.stream(v, r * classes, (r + 1) * classes).sum() - 1)
                    < SUM_TOLERANCE);
  }

  private static double[] softmax(double[] v, int rows, int classes) {
    double[] out = new double[v.length];
    for (int r = 0; r < rows; r++) {
      int from = r * classes;
      double max = Arrays.stream(v, from, from + classes).max().orElseThrow();
      double sum = 0;
      for (int i = from; i < from + classes; i++) {
        out[i] = Math.exp(v[i] - max);
        sum += out[i];
      }
      for (int i = from; i < from + classes; i++) {
        out[i] /= sum;
      }
    }
    return out;
  }
}
