package dev.sepconv.error;

/// A valid model that uses something Sepconv does not do: an operator, an attribute, an element
/// type.
public final class UnsupportedModelException extends SepconvException {
  private static final long serialVersionUID = 1L;

  /// @param message the sentence shown to the user
  public UnsupportedModelException(String message) {
    super(message);
  }
}
