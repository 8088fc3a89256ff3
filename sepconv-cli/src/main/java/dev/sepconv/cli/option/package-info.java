/// Groups of options that several commands share.
@NullMarked
package dev.sepconv.cli.option;

import org.jspecify.annotations.NullMarked;
