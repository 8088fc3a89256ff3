/// Elements put elsewhere, and the arithmetic of where they lie.
@NullMarked
package dev.sepconv.simd.move;

import org.jspecify.annotations.NullMarked;
