/// Many elements made one: pools, reductions, normalisations.
@NullMarked
package dev.sepconv.simd.pool;

import org.jspecify.annotations.NullMarked;
