/// PyTorch as a peer: a graph written as TorchScript, and what runs it.
@NullMarked
package dev.sepconv.bench.torch;

import org.jspecify.annotations.NullMarked;
