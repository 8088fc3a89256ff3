/// Tests of figures.
@NullMarked
package dev.sepconv.draw.figure;

import org.jspecify.annotations.NullMarked;
