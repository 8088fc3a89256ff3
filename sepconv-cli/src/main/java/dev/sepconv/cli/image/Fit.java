package dev.sepconv.cli.image;

import java.util.Locale;

/// How a picture of other proportions becomes the size a network expects.
public enum Fit {
  /// Keep the proportions, scale until the window is 0.875 of the picture (256 to 224 as ImageNet
  /// classifiers are tested), take the centre.
  CROP {
    @Override
    Pixels apply(Pixels src, int height, int width, float[] fill) {
      int h = (int) Math.round(height / CROP_FRACTION);
      int w = (int) Math.round(width / CROP_FRACTION);
      // The side that is short for the window gets its exact size, the other keeps proportions.
      if ((long) src.width() * h >= (long) src.height() * w) {
        w = Math.max(w, (int) ((long) src.width() * h / src.height()));
      } else {
        h = Math.max(h, (int) ((long) src.height() * w / src.width()));
      }
      return Resampler.resize(src, w, h)
          .window(
              (int) Math.rint((h - height) / 2.0),
              (int) Math.rint((w - width) / 2.0),
              height,
              width,
              fill);
    }
  },
  /// Change the proportions.
  STRETCH {
    @Override
    Pixels apply(Pixels src, int height, int width, float[] fill) {
      return Resampler.resize(src, width, height);
    }
  },
  /// Keep the proportions, show everything, fill the rest with the mean colour.
  PAD {
    @Override
    Pixels apply(Pixels src, int height, int width, float[] fill) {
      double scale = Math.min((double) height / src.height(), (double) width / src.width());
      int h = Math.clamp(Math.round(src.height() * scale), 1, height);
      int w = Math.clamp(Math.round(src.width() * scale), 1, width);
      return Resampler.resize(src, w, h)
          .window(-((height - h) / 2), -((width - w) / 2), height, width, fill);
    }
  };

  private static final double CROP_FRACTION = 0.875;

  /// @param src a picture
  /// @param height rows of the result
  /// @param width columns of the result
  /// @param fill the colour of what the picture does not cover
  /// @return the picture in that size
  abstract Pixels apply(Pixels src, int height, int width, float[] fill);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
