/** How victims are chosen among eligible targets. */
@NullMarked
package dev.gelada.core.victim;

import org.jspecify.annotations.NullMarked;
