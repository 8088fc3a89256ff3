/// 1x1 convolutions and linear layers.
@NullMarked
package dev.sepconv.simd.pointwise;

import org.jspecify.annotations.NullMarked;
