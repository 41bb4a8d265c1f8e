/**
 * What files can name: the targets {@code endpoints}, and attacks on the connections through them.
 */
@NullMarked
package dev.gelada.proxy.attack;

import org.jspecify.annotations.NullMarked;
