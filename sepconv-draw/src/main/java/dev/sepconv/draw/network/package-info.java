/// Networks as pictures: what is drawn ({@link dev.sepconv.draw.network.Diagram}), where it lies
/// ({@link dev.sepconv.draw.network.Placement}), how it looks ({@link
/// dev.sepconv.draw.network.DiagramPicture}).
@NullMarked
package dev.sepconv.draw.network;

import org.jspecify.annotations.NullMarked;
