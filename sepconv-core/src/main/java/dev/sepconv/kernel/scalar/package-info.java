/// Kernels in plain Java, for machines without the Vector API.
///
/// HotSpot turns a loop into vector instructions only where it can prove that its iterations do not
/// disturb each other: all arrays in it are indexed by the loop variable alone. So the inner loops
/// here walk rows, small arrays of their own that begin at 0, and operands are copied into and out
/// of rows.
@NullMarked
package dev.sepconv.kernel.scalar;

import org.jspecify.annotations.NullMarked;
