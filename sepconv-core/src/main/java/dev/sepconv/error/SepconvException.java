package dev.sepconv.error;

/// Something the user gave does not work. The message is one sentence that names the file, layer,
/// option or attribute, what was found and what was expected; it needs no stack trace to be
/// understood.
public sealed class SepconvException extends RuntimeException
    permits InvalidInputException, InvalidModelException, UnsupportedModelException {
  private static final long serialVersionUID = 1L;

  /// @param message the sentence shown to the user
  protected SepconvException(String message) {
    super(message);
  }

  /// @param message the sentence shown to the user
  /// @param cause what was caught underneath
  protected SepconvException(String message, Throwable cause) {
    super(message, cause);
  }
}
