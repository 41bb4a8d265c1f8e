@NullMarked
package dev.gelada.k8s.trail;

import org.jspecify.annotations.NullMarked;
