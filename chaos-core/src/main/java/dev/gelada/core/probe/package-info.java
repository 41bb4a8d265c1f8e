/** Measured values with a verdict. */
@NullMarked
package dev.gelada.core.probe;

import org.jspecify.annotations.NullMarked;
