/** The attacks on nodes, on a real API server. */
@NullMarked
package dev.gelada.k8s.node;

import org.jspecify.annotations.NullMarked;
