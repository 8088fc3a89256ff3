/// Matrix products: what a pointwise or linear layer is, and what other convolutions come down to.
@NullMarked
package dev.sepconv.simd.gemm;

import org.jspecify.annotations.NullMarked;
