/**
 * The connection to one cluster: who it is, what may be done, and calls that are never repeated.
 */
@NullMarked
package dev.gelada.k8s.cluster;

import org.jspecify.annotations.NullMarked;
