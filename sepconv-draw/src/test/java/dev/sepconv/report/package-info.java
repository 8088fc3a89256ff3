/// Pages in files and in a browser.
@NullMarked
package dev.sepconv.report;

import org.jspecify.annotations.NullMarked;
