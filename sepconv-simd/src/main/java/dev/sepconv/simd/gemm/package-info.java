/// Matrix products: packing and inner loops.
@NullMarked
package dev.sepconv.simd.gemm;

import org.jspecify.annotations.NullMarked;
