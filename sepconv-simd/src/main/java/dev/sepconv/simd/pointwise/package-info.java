/// Layers that multiply every pixel or row by one matrix.
@NullMarked
package dev.sepconv.simd.pointwise;

import org.jspecify.annotations.NullMarked;
