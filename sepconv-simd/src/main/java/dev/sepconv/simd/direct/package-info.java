/// Convolutions of several channels at a time, by their definition.
@NullMarked
package dev.sepconv.simd.direct;

import org.jspecify.annotations.NullMarked;
