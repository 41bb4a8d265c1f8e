/** A cluster's own trail in one ConfigMap, and the mark that says which trail guards a cluster. */
@NullMarked
package dev.gelada.k8s.trail;

import org.jspecify.annotations.NullMarked;
