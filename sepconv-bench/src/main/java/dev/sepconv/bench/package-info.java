/// Measures Sepconv beside its peers and holds the result against the targets. A parent process
/// starts forks, each of which measures one thing and answers with one line of JSON.
@NullMarked
package dev.sepconv.bench;

import org.jspecify.annotations.NullMarked;
