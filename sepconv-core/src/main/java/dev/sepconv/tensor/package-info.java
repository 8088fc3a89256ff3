/// Element types, shapes and dense tensors.
@NullMarked
package dev.sepconv.tensor;

import org.jspecify.annotations.NullMarked;
