/// Tests of the pictures.
@NullMarked
package dev.sepconv.draw;

import org.jspecify.annotations.NullMarked;
