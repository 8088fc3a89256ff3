/// Every operator in plain loops that accumulate in double and round once: the oracle that all
/// faster kernels are compared with. Never optimised beyond hoisting bounds out of loops.
@NullMarked
package dev.sepconv.kernel.reference;

import org.jspecify.annotations.NullMarked;
