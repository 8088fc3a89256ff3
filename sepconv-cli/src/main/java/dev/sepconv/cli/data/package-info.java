/// Data sets on the disk, as samples for a network, and their labels.
@NullMarked
package dev.sepconv.cli.data;

import org.jspecify.annotations.NullMarked;
