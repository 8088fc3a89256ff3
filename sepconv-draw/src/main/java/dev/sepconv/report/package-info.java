/// One HTML page about a network, or about two: tables, picture, charts, calculator.
@NullMarked
package dev.sepconv.report;

import org.jspecify.annotations.NullMarked;
