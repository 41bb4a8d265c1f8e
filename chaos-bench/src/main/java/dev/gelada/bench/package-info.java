/** Benchmarks: what a rule, a record and a start cost, alone and beside other tools. */
@NullMarked
package dev.gelada.bench;

import org.jspecify.annotations.NullMarked;
