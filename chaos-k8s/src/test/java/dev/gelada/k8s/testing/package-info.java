/** A real control plane, and what tests ask of it. */
@NullMarked
package dev.gelada.k8s.testing;

import org.jspecify.annotations.NullMarked;
