package dev.sepconv.error;

/// An argument, option or data file does not fit: a tensor of the wrong shape or element type, an
/// image that is none, an unknown name.
public final class InvalidInputException extends SepconvException {
  private static final long serialVersionUID = 1L;

  /// @param message the sentence shown to the user
  public InvalidInputException(String message) {
    super(message);
  }

  /// @param message the sentence shown to the user
  /// @param cause what was caught underneath
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
