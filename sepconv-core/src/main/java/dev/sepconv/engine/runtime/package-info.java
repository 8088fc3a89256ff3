/// Runs plans: what is prepared once, and the memory of one call.
@NullMarked
package dev.sepconv.engine.runtime;

import org.jspecify.annotations.NullMarked;
