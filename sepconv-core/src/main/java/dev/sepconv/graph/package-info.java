/// The network as data: values, nodes and constants in topological order, immutable. Every part of
/// Sepconv is a pass over it.
@NullMarked
package dev.sepconv.graph;

import org.jspecify.annotations.NullMarked;
