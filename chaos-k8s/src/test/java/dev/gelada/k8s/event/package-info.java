@NullMarked
package dev.gelada.k8s.event;

import org.jspecify.annotations.NullMarked;
