/**
 * Workloads, their pods and nodes: what is there, what owns it, and what speaks against touching
 * it.
 */
@NullMarked
package dev.gelada.k8s.workload;

import org.jspecify.annotations.NullMarked;
