/// Kernels: what does the work of one operator.
@NullMarked
package dev.sepconv.kernel;

import org.jspecify.annotations.NullMarked;
