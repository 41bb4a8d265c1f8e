/** Runners that are killed at random instants, and what must be true afterwards. */
@NullMarked
package dev.gelada.cli.crash;

import org.jspecify.annotations.NullMarked;
