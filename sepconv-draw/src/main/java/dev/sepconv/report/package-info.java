/// Networks and their comparison as one self-contained page.
@NullMarked
package dev.sepconv.report;

import org.jspecify.annotations.NullMarked;
