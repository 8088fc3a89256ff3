package dev.sepconv.cli.data;

import dev.sepconv.analysis.accuracy.Labels;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Idx;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the labels of a data set: in an idx file, a `.npy` file, a text file, or the names of
/// folders.
public final class LabelFile {
  /// A class, at most nine digits.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /// A path, which may hold separators itself, and a class.
  private static final Pattern PATH_AND_NUMBER = Pattern.compile("(.+?)[\\t, ]+([0-9]{1,9})");

  private LabelFile() {}

  /// Reads labels for all of the data, and gives those of its chosen samples.
  ///
  /// @param file an idx file, `.npy` integers, or a text file with a class number or `path<TAB,
  ///   comma or space>class` a line
  /// @param data the data
  /// @return a label for every sample
  /// @throws InvalidInputException if the file cannot be read, is none of these, or does not fit
  public static Labels read(Path file, Dataset data) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      Tensor t = Npy.read(file);
      if (!t.element().isInteger()) {
        throw new InvalidInputException(
            file + " is " + t + "; labels are integers, one per sample");
      }
      return inOrder(file, t, data);
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(
          file + " is a folder, not a file of labels; --folder-labels takes the names of folders");
    }
    return Idx.isIdx(file) ? inOrder(file, Idx.read(file), data) : text(file, data);
  }

  /// The direct subfolders are the classes, numbered in the order of their names.
  ///
  /// @param data the data, a folder of pictures
  /// @return a label for every sample
  /// @throws InvalidInputException if it is no folder, or a picture lies in no subfolder
  public static Labels ofFolders(Dataset data) {
    Folder folder =
        data.folder()
            .orElseThrow(() ->
                new InvalidInputException(
                    "--folder-labels needs a folder of pictures as data, not " + data.name()));
    List<String> classes = folder.subfolders();
    int[] labels = data.paths(folder).stream().mapToInt(p -> classOf(p, classes, folder)).toArray();
    return Labels.of("--folder-labels (" + classes.size() + " folders)", labels);
  }

  private static int classOf(String picture, List<String> classes, Folder folder) {
    int slash = picture.indexOf('/');
    if (slash < 0) {
      throw new InvalidInputException(
          folder.root()
              + "/"
              + picture
              + " lies in no subfolder; with --folder-labels the subfolders are the classes");
    }
    return classes.indexOf(picture.substring(0, slash));
  }

  private static Labels inOrder(Path file, Tensor all, Dataset data) {
    boolean oneEach = all.shape().rank() > 0 && all.shape().dim(0) == data.total();
    if (!oneEach || all.size() != data.total()) {
      throw new InvalidInputException(
          file + " is " + all + "; expected a label for each of the " + data.total() + " samples");
    }
    int[] labels = new int[all.size()];
    for (int i = 0; i < labels.length; i++) {
      // What is beyond an int is no class either.
      labels[i] = Math.clamp(all.getLong(i), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return Labels.of(file.toString(), data.pick(labels));
  }

  private static Labels text(Path file, Dataset data) {
    List<String> lines = lines(file);
    if (lines.isEmpty()) {
      throw new InvalidInputException(file + " holds no labels");
    }
    return NUMBER.matcher(lines.getFirst().strip()).matches()
        ? numbers(file, lines, data)
        : byPath(file, lines, data);
  }

  private static Labels numbers(Path file, List<String> lines, Dataset data) {
    if (lines.size() != data.total()) {
      throw new InvalidInputException(
          file + " has " + lines.size() + " lines, but there are " + data.total() + " samples");
    }
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String line = lines.get(i).strip();
      if (!NUMBER.matcher(line).matches()) {
        throw wrongLine(file, i, line, "a class number, as the lines before it");
      }
      labels[i] = Integer.parseInt(line);
    }
    return Labels.of(file.toString(), data.pick(labels));
  }

  private static Labels byPath(Path file, List<String> lines, Dataset data) {
    Map<String, Integer> classes = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher m = PATH_AND_NUMBER.matcher(lines.get(i).strip());
      if (!m.matches()) {
        throw wrongLine(file, i, lines.get(i).strip(), "a class number, or a path and one");
      }
      int label = Integer.parseInt(m.group(2));
      Integer before = classes.put(plain(m.group(1)), label);
      if (before != null && before != label) {
        throw new InvalidInputException(
            file
                + " says that "
                + plain(m.group(1))
                + " is of class "
                + before
                + " and of "
                + label);
      }
    }
    Folder folder =
        data.folder()
            .orElseThrow(() ->
                new InvalidInputException(
                    file
                        + " has paths before the class numbers, but "
                        + data.name()
                        + " is no folder of pictures"));
    int[] labels =
        data.paths(folder).stream()
            .mapToInt(p -> {
              Integer label = classes.get(p);
              if (label == null) {
                throw new InvalidInputException(
                    file + " has no label for " + p + " of folder " + folder.root());
              }
              return label;
            })
            .toArray();
    return Labels.of(file.toString(), labels);
  }

  private static String plain(String path) {
    String slashes = path.replace('\\', '/');
    return slashes.startsWith("./") ? slashes.substring(2) : slashes;
  }

  private static InvalidInputException wrongLine(
      Path file, int index, String line, String expected) {
    String shown = line.length() > 60 ? line.substring(0, 60) + "…" : line;
    return new InvalidInputException(
        file + ", line " + (index + 1) + ": '" + shown + "'; expected " + expected);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readString(file).stripTrailing().lines().toList();
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          file + " holds no labels: it is no idx file, .npy file or UTF-8 text", e);
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
