/**
 * Faults in integration tests, for JUnit Jupiter. Declare a {@link dev.gelada.junit.target target},
 * say by an annotation which fault is to stand while the test's body runs, or put one there with
 * {@link dev.gelada.junit.Chaos}.
 */
@NullMarked
package dev.gelada.junit;

import org.jspecify.annotations.NullMarked;
