@NullMarked
package dev.sepconv.cli.data;

import org.jspecify.annotations.NullMarked;
