/** Kubernetes: pods, workloads and nodes as targets, and a cluster's own trail. */
@NullMarked
package dev.gelada.k8s;

import org.jspecify.annotations.NullMarked;
