/// Operators: each a record that holds its attributes and infers its output types. Everything else
/// that can be said about an operator (cost, gradient, file format, kernel) is an exhaustive
/// `switch` over {@link Op} elsewhere.
@NullMarked
package dev.sepconv.graph.op;

import org.jspecify.annotations.NullMarked;
