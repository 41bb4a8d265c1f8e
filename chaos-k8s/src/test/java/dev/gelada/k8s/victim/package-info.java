/** Held against what the peers say of themselves. */
@NullMarked
package dev.gelada.k8s.victim;

import org.jspecify.annotations.NullMarked;
