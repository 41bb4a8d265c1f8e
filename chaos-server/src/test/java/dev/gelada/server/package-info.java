/** The runner over fakes and a clock that a test moves; the command line's tests have real ones. */
@NullMarked
package dev.gelada.server;

import org.jspecify.annotations.NullMarked;
