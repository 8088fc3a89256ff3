package dev.sepconv.convert;

/// How far a conversion goes to keep a network's outputs; each step includes those before.
public enum Step {
  /// The singular values of the weights alone decide (network decoupling, Guo et al., 2018).
  WEIGHTS,
  /// Weighted by what the network's own normalisation says about the layers' inputs; biases make up
  /// for the means of what is dropped. The last step without data.
  NORMALIZATION,
  /// Weighted by what goes into the layers, seen on data.
  INPUT,
  /// Filters, pointwise weights and biases fitted to the original layers' outputs by least squares,
  /// layer by layer, on what the converted layers before give.
  JOINT,
  /// The pointwise weights fitted to what survives the activation (after Zhang et al., 2015).
  ACTIVATION;

  /// @return whether it needs data
  public boolean needsData() {
    return compareTo(INPUT) >= 0;
  }
}
