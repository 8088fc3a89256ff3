/// Known networks with their authors' structure and random weights.
@NullMarked
package dev.sepconv.nn.zoo;

import org.jspecify.annotations.NullMarked;
