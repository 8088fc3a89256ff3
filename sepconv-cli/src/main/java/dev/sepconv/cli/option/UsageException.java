package dev.sepconv.cli.option;

/// The value of an option makes no sense, whatever the model is.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message the sentence shown to the user
  public UsageException(String message) {
    super(message);
  }
}
