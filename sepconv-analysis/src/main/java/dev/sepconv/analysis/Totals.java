package dev.sepconv.analysis;

/// A network's sums.
///
/// @param params elements of all distinct trainable tensors
/// @param trainableParams those that training changes; all of them, since nothing is frozen
/// @param buffers elements of stored tensors that are not trained, as BN running statistics
/// @param macs multiply-adds
/// @param flops 2 per MAC; without element operations
/// @param elementOps bias, normalisation, activation, pooling, addition: one per element and
///   function
/// @param weightBytes the stored size of parameters and buffers
/// @param bytesMoved what all layers read and write
/// @param peakActivationBytes the most bytes of activations that are live at once: a lower bound of
///   an arena
/// @param activationBytesWithoutReuse the bytes of all activations together
public record Totals(
    long params,
    long trainableParams,
    long buffers,
    long macs,
    long flops,
    long elementOps,
    long weightBytes,
    long bytesMoved,
    long peakActivationBytes,
    long activationBytesWithoutReuse) {}
