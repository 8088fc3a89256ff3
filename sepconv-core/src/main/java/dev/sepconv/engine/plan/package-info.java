/// How a graph is run: which kernel does which step, and where its result lies.
@NullMarked
package dev.sepconv.engine.plan;

import org.jspecify.annotations.NullMarked;
