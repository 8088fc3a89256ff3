/// Tests of counting and of tables.
@NullMarked
package dev.sepconv.analysis;

import org.jspecify.annotations.NullMarked;
