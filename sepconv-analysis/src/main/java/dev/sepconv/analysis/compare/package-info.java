/// Two networks side by side: what the second saves, in theory and measured.
@NullMarked
package dev.sepconv.analysis.compare;

import org.jspecify.annotations.NullMarked;
