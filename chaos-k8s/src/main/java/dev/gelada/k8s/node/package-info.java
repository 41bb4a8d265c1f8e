/** Attacks on nodes. */
@NullMarked
package dev.gelada.k8s.node;

import org.jspecify.annotations.NullMarked;
