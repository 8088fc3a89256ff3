/// Files that are there whole or not at all.
@NullMarked
package dev.sepconv.file;

import org.jspecify.annotations.NullMarked;
