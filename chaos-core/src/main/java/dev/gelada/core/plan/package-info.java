/** What a file says, as data, and what follows from it without looking at anything live. */
@NullMarked
package dev.gelada.core.plan;

import org.jspecify.annotations.NullMarked;
