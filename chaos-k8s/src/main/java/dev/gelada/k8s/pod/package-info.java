/** Attacks on pods and on the workloads that own them. */
@NullMarked
package dev.gelada.k8s.pod;

import org.jspecify.annotations.NullMarked;
