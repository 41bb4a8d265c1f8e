/** Gelada as a process, and the processes that it is let loose on, as the kernel tells them. */
@NullMarked
package dev.gelada.cli.crash;

import org.jspecify.annotations.NullMarked;
