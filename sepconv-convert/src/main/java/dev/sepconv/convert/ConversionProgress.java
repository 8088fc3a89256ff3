package dev.sepconv.convert;

/// Is told how far a conversion is.
@FunctionalInterface
public interface ConversionProgress {
  /// Tells nobody.
  ConversionProgress NONE = (_, _, _) -> {};

  /// Called from time to time.
  ///
  /// @param what is being done
  /// @param done how many of these are done
  /// @param all how many there are
  void at(String what, long done, long all);
}
