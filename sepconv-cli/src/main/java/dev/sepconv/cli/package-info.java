/// The `sepconv` command: parsing, errors, terminal. What commands do is in `command`.
@NullMarked
package dev.sepconv.cli;

import org.jspecify.annotations.NullMarked;
