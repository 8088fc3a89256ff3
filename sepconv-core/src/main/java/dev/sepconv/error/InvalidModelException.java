package dev.sepconv.error;

/// A model that contradicts itself or its format: a truncated file, a cycle, a value nobody
/// produces, shapes that do not fit each other.
public final class InvalidModelException extends SepconvException {
  private static final long serialVersionUID = 1L;

  /// @param message the sentence shown to the user
  public InvalidModelException(String message) {
    super(message);
  }

  /// @param message the sentence shown to the user
  /// @param cause what was caught underneath
  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
