/** What can be attacked, where it is, what owns it, and how it is found. */
@NullMarked
package dev.gelada.core.target;

import org.jspecify.annotations.NullMarked;
