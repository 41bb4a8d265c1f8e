/** The network of pods: traffic that is slowed or lost, and traffic that is cut off. */
@NullMarked
package dev.gelada.k8s.network;

import org.jspecify.annotations.NullMarked;
