/** The way of an attack: judge, claim, apply, settle, revert. */
@NullMarked
package dev.gelada.core.run;

import org.jspecify.annotations.NullMarked;
