@NullMarked
package dev.sepconv.analysis.compare;

import org.jspecify.annotations.NullMarked;
