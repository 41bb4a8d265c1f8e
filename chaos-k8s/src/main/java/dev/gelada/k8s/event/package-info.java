/** What Gelada does and refuses, told where a workload's owner looks: Kubernetes Events. */
@NullMarked
package dev.gelada.k8s.event;

import org.jspecify.annotations.NullMarked;
