/** What is done to a victim and how it is undone. */
@NullMarked
package dev.gelada.core.attack;

import org.jspecify.annotations.NullMarked;
