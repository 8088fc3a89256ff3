package dev.sepconv.cli.option;

import dev.sepconv.error.InvalidInputException;
import java.util.List;

/// A `NAME=VALUE` of the command line, where the name of the only input may be left out.
///
/// @param input the input's name
/// @param value what follows the `=`
public record NamedValue(String input, String value) {
  /// Names may contain `=` themselves, so the split is where an input's name ends.
  ///
  /// @param text what the user wrote
  /// @param inputs the names there are
  /// @param option the option's name, for messages
  /// @param example a value, for messages
  /// @return the name and the value
  /// @throws InvalidInputException if there is no such input, or several and none is named
  public static NamedValue parse(String text, List<String> inputs, String option, String example) {
    for (String input : inputs) {
      if (text.startsWith(input + "=")) {
        return new NamedValue(input, text.substring(input.length() + 1));
      }
    }
    if (inputs.isEmpty()) {
      throw new InvalidInputException(option + " " + text + ": the model has no inputs");
    }
    int equals = text.indexOf('=');
    // A path may hold a '=' after a '/', an input's name that a user would write here does not.
    if (equals >= 0 && text.lastIndexOf('/', equals) < 0) {
      throw new InvalidInputException(
          option
              + " "
              + text
              + ": the model has no input '"
              + text.substring(0, equals)
              + "'; its inputs are "
              + String.join(", ", inputs));
    }
    if (inputs.size() > 1) {
      throw new InvalidInputException(
          option
              + " "
              + text
              + ": the model has "
              + inputs.size()
              + " inputs, so say which one, as in "
              + inputs.get(0)
              + "="
              + example
              + "; its inputs are "
              + String.join(", ", inputs));
    }
    return new NamedValue(inputs.get(0), text);
  }
}
