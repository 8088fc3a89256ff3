@NullMarked
package dev.sepconv.bench;

import org.jspecify.annotations.NullMarked;
