/// Single kernels under JMH.
@NullMarked
package dev.sepconv.bench.jmh;

import org.jspecify.annotations.NullMarked;
