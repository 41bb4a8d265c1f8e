@NullMarked
package dev.gelada.k8s.cluster;

import org.jspecify.annotations.NullMarked;
