@NullMarked
package dev.sepconv.analysis.accuracy;

import org.jspecify.annotations.NullMarked;
