/** Fakes and contracts that other modules' tests use too. */
@NullMarked
package dev.gelada.core.testing;

import org.jspecify.annotations.NullMarked;
