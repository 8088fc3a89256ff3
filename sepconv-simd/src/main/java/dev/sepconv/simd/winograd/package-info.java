/// 3x3 convolutions by Winograd's minimal filtering.
@NullMarked
package dev.sepconv.simd.winograd;

import org.jspecify.annotations.NullMarked;
