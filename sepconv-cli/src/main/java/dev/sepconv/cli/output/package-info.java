/// What commands write: tables that fit the terminal, files that are whole.
@NullMarked
package dev.sepconv.cli.output;

import org.jspecify.annotations.NullMarked;
