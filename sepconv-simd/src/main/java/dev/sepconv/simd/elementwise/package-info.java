/// Functions of single elements.
@NullMarked
package dev.sepconv.simd.elementwise;

import org.jspecify.annotations.NullMarked;
