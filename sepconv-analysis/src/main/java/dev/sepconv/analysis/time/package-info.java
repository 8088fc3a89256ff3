/// How long a network takes, step by step and layer by layer, beside what the machine can do.
@NullMarked
package dev.sepconv.analysis.time;

import org.jspecify.annotations.NullMarked;
