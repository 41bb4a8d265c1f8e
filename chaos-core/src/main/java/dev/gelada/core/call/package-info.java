/**
 * Code under test and the other targets that this JVM itself owns: a provider like any other. A
 * test hands out targets by name ({@link dev.gelada.core.call.OwnTargets}), the source {@code test}
 * finds them, and attacks strike calls at {@link dev.gelada.core.call.CallPoint}s.
 */
@NullMarked
package dev.gelada.core.call;

import org.jspecify.annotations.NullMarked;
