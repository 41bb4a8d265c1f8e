/** The append-only, hash-chained record that is also the lock. */
@NullMarked
package dev.gelada.core.trail;

import org.jspecify.annotations.NullMarked;
