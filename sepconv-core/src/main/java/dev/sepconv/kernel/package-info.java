/// How one step is done: what a kernel is, and the one ordered list of them.
@NullMarked
package dev.sepconv.kernel;

import org.jspecify.annotations.NullMarked;
