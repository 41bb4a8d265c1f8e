/** Searches that find what was planted. */
@NullMarked
package dev.gelada.junit.search;

import org.jspecify.annotations.NullMarked;
