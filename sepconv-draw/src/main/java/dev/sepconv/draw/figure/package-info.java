/// Figures that explain: the convolutions as blocks of channels, and what a layer makes of a
/// picture.
@NullMarked
package dev.sepconv.draw.figure;

import org.jspecify.annotations.NullMarked;
