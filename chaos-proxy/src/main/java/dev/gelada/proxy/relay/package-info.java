/**
 * The data path: accepts connections, connects to servers, moves bytes both ways through the stages
 * of faults, with bounded memory. Each connection lives on one event loop; nothing here blocks one.
 */
@NullMarked
package dev.gelada.proxy.relay;

import org.jspecify.annotations.NullMarked;
