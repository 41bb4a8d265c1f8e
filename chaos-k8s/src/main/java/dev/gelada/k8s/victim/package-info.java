/** Choosing victims as labels of other tools ask for it. */
@NullMarked
package dev.gelada.k8s.victim;

import org.jspecify.annotations.NullMarked;
