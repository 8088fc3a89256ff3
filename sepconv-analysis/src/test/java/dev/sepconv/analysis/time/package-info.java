@NullMarked
package dev.sepconv.analysis.time;

import org.jspecify.annotations.NullMarked;
