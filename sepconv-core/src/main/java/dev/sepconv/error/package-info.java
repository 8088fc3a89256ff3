/// The errors a user can cause, each with one clear message.
@NullMarked
package dev.sepconv.error;

import org.jspecify.annotations.NullMarked;
