/// Networks defined in Java, in PyTorch's terms: a {@link dev.sepconv.nn.Module} called with
/// symbolic values writes the graph; nothing is executed.
@NullMarked
package dev.sepconv.nn;

import org.jspecify.annotations.NullMarked;
