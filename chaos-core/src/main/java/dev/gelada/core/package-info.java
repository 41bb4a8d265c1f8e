/**
 * The façade: {@link dev.gelada.core.Gelada#builder()} is where command line, server, tests and
 * embedders begin.
 */
@NullMarked
package dev.gelada.core;

import org.jspecify.annotations.NullMarked;
