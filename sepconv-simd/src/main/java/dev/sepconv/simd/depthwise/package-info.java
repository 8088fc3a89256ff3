/// Convolutions of single channels, alone or fused with the pointwise layer after them.
@NullMarked
package dev.sepconv.simd.depthwise;

import org.jspecify.annotations.NullMarked;
