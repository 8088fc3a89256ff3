/// What a network makes of many samples: data in batches, accuracy, agreement of two networks.
@NullMarked
package dev.sepconv.analysis.accuracy;

import org.jspecify.annotations.NullMarked;
