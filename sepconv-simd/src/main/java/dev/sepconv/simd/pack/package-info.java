/// How weights are arranged for the micro-kernels.
@NullMarked
package dev.sepconv.simd.pack;

import org.jspecify.annotations.NullMarked;
