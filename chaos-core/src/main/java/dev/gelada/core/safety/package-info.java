/** Guards: whether a strike is allowed, judged against the trail and a live look. */
@NullMarked
package dev.gelada.core.safety;

import org.jspecify.annotations.NullMarked;
