/// From a photograph in a file to the tensor a network expects.
@NullMarked
package dev.sepconv.cli.image;

import org.jspecify.annotations.NullMarked;
