/** Trouble at random instants, many times; how often: see {@code Rounds}. */
@NullMarked
package dev.gelada.k8s.campaign;

import org.jspecify.annotations.NullMarked;
