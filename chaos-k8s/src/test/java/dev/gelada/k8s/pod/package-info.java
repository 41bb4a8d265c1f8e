/** The attacks on pods and workloads, on a real API server. */
@NullMarked
package dev.gelada.k8s.pod;

import org.jspecify.annotations.NullMarked;
