@NullMarked
package dev.gelada.k8s.lease;

import org.jspecify.annotations.NullMarked;
