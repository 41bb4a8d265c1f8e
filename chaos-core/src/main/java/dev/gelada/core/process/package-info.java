/** Local processes: sources and attacks of this host. */
@NullMarked
package dev.gelada.core.process;

import org.jspecify.annotations.NullMarked;
