/// Where to start: {@link dev.sepconv.Sepconv}.
@NullMarked
package dev.sepconv;

import org.jspecify.annotations.NullMarked;
