/// Networks and convolutions as pictures. A {@link dev.sepconv.draw.Picture} paints itself once,
/// {@link dev.sepconv.draw.Svg} and {@link dev.sepconv.draw.Png} make files of it.
@NullMarked
package dev.sepconv.draw;

import org.jspecify.annotations.NullMarked;
