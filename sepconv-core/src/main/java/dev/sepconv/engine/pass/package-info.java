/// Rewrites of a graph that keep its results: graph in, graph out, one file each.
@NullMarked
package dev.sepconv.engine.pass;

import org.jspecify.annotations.NullMarked;
