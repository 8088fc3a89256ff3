/// Trained networks with normal convolutions become networks with depthwise separable ones that
/// still work.
@NullMarked
package dev.sepconv.convert;

import org.jspecify.annotations.NullMarked;
