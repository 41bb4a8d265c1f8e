/** What a test can put faults at: calls, connections, child processes. */
@NullMarked
package dev.gelada.junit.target;

import org.jspecify.annotations.NullMarked;
