package dev.sepconv.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What somebody may have meant who wrote a name that does not exist.
public final class Misspelling {
  private Misspelling() {}

  /// The names most like what was written: by edit distance to as many last parts of a path
  /// (`features.0.conv` or `/features/0/conv`) as were written, then to all of it.
  ///
  /// @param written what was written
  /// @param names the names there are
  /// @param most how many to return at most
  /// @return the nearest first
  public static List<String> nearest(String written, Collection<String> names, int most) {
    int parts = parts(written);
    return names.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt((String n) -> distance(tail(n, parts), written))
                .thenComparingInt(n -> distance(n, written)))
        .limit(most)
        .toList();
  }

  private static boolean separates(char c) {
    return c == '.' || c == '/';
  }

  private static int parts(String path) {
    return 1 + (int) path.chars().filter(c -> separates((char) c)).count();
  }

  private static String tail(String path, int parts) {
    int left = parts;
    int at = path.length();
    while (at > 0 && !(separates(path.charAt(at - 1)) && --left == 0)) {
      at--;
    }
    return path.substring(at);
  }

  /// Levenshtein's: insertions, deletions and replacements of one character.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
