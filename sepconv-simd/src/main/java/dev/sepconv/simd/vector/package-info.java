/// What all kernels say of this machine's vectors.
@NullMarked
package dev.sepconv.simd.vector;

import org.jspecify.annotations.NullMarked;
