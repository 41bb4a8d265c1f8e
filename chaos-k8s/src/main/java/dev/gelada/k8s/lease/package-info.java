/** Who of several runners begins what is due: for liveness only, safety is the trail's. */
@NullMarked
package dev.gelada.k8s.lease;

import org.jspecify.annotations.NullMarked;
