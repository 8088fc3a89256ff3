/// Kernels by the Vector API, the only module that knows the incubator.
@NullMarked
package dev.sepconv.simd;

import org.jspecify.annotations.NullMarked;
