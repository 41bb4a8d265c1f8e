@NullMarked
package dev.gelada.k8s.workload;

import org.jspecify.annotations.NullMarked;
