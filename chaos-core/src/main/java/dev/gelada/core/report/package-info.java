/** A run's figures. */
@NullMarked
package dev.gelada.core.report;

import org.jspecify.annotations.NullMarked;
