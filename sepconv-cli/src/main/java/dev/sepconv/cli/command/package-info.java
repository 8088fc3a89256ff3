/// One class per command: it asks the library and prints.
@NullMarked
package dev.sepconv.cli.command;

import org.jspecify.annotations.NullMarked;
