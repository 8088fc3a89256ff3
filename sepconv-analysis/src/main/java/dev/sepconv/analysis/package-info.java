/// What a network costs, counted without running it: parameters, MACs, memory, per layer and in
/// total; tables, comparison and derivation.
@NullMarked
package dev.sepconv.analysis;

import org.jspecify.annotations.NullMarked;
