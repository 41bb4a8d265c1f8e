/**
 * The search for faults that a test does not survive: {@link dev.gelada.junit.search.ChaosSearch}.
 * Plans of faults are generated from a seed, the test runs under each, and the first that makes it
 * fail is made as small as it can be.
 */
@NullMarked
package dev.gelada.junit.search;

import org.jspecify.annotations.NullMarked;
