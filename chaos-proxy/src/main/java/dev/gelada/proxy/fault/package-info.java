/**
 * What can be done to connections: one small file for each fault, and the few types between them
 * and the relay that carries them. Knows nothing of sockets.
 */
@NullMarked
package dev.gelada.proxy.fault;

import org.jspecify.annotations.NullMarked;
