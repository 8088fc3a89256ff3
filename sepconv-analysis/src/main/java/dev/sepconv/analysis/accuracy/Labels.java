package dev.sepconv.analysis.accuracy;

import dev.sepconv.error.InvalidInputException;

/// The class that every sample belongs to, counted from 0.
public final class Labels {
  private final String source;
  private final int[] classes;

  private Labels(String source, int[] classes) {
    this.source = source;
    this.classes = classes;
  }

  /// @param source where they come from, for messages
  /// @param classes one per sample
  /// @return the labels
  public static Labels of(String source, int... classes) {
    return new Labels(source, classes.clone());
  }

  /// @return how many there are
  public int count() {
    return classes.length;
  }

  /// @param sample its number
  /// @return its class
  public int of(int sample) {
    return classes[sample];
  }

  /// @param samples how many there have to be
  /// @throws InvalidInputException if there are more or fewer
  void checkCount(int samples) {
    if (classes.length != samples) {
      throw new InvalidInputException(
          source + " has " + classes.length + " labels, but there are " + samples + " samples");
    }
  }

  /// @param output the output's name
  /// @param count how many classes it has
  /// @throws InvalidInputException if a label is none of them
  void checkClasses(String output, int count) {
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || classes[i] >= count) {
        throw new InvalidInputException(
            source
                + ": the label of sample "
                + i
                + " is "
                + classes[i]
                + ", but output '"
                + output
                + "' has classes 0 to "
                + (count - 1));
      }
    }
  }
}
