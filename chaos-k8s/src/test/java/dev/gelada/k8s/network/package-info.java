/** Tests of attacks on the network of pods. */
@NullMarked
package dev.gelada.k8s.network;

import org.jspecify.annotations.NullMarked;
