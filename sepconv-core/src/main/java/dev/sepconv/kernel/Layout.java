package dev.sepconv.kernel;

import dev.sepconv.tensor.Shape;

/// In which order a float32 value lies in memory.
public enum Layout {
  /// Row-major in the order of its dimensions, as a {@link dev.sepconv.tensor.Tensor}.
  PLAIN,
  /// `N x C x H x W` stored as `N x H x W x C'`, where C' is C rounded up to whole blocks of {@link
  /// #BLOCK}. The elements beyond C are undefined: they may be written with anything and must not
  /// reach a result.
  CHANNELS_LAST;

  /// Channels are padded to a multiple of this: one vector of 512 bits, two of 256, four of 128.
  public static final int BLOCK = 16;

  /// The index at which the first whole cache line of 64 bytes begins in a large float array, whose
  /// elements follow a header of 16 bytes. Holds for all arrays under
  /// `-XX:ObjectAlignmentInBytes=64`, and for those that G1 gives regions of their own; elsewhere
  /// it does no harm.
  public static final int FIRST_LINE = 12;

  /// How far apart two pixels lie in {@link #CHANNELS_LAST}.
  ///
  /// @param channels C
  /// @return C'
  public static int pixelStride(int channels) {
    return Math.ceilDiv(channels, BLOCK) * BLOCK;
  }

  /// The floats that a value takes.
  ///
  /// @param shape its dimensions; four of them for {@link #CHANNELS_LAST}
  /// @return how many
  public int floats(Shape shape) {
    return switch (this) {
      case PLAIN -> shape.elements();
      case CHANNELS_LAST ->
          Math.multiplyExact(shape.dim(0) * shape.dim(2) * shape.dim(3), pixelStride(shape.dim(1)));
    };
  }
}
