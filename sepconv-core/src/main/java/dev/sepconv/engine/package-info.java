/// From a graph (what) to a plan (how) to a result: backends and compiled models.
@NullMarked
package dev.sepconv.engine;

import org.jspecify.annotations.NullMarked;
