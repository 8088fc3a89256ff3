/// Normal convolutions.
@NullMarked
package dev.sepconv.simd.direct;

import org.jspecify.annotations.NullMarked;
