/// Tests of networks as pictures.
@NullMarked
package dev.sepconv.draw.network;

import org.jspecify.annotations.NullMarked;
