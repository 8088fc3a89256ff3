/// Convolutions of few channels that lie plain, as the pixels of an image do: vectors run along the
/// width.
@NullMarked
package dev.sepconv.simd.few;

import org.jspecify.annotations.NullMarked;
