/**
 * Faults between their beginning and their end: what a fault is, the scope of one test in which
 * faults may stand, and the targets that a test owns. Everything above only chooses targets, faults
 * and moments; every fault goes through a {@link dev.gelada.junit.scope.Scope} and so through the
 * one striker and a trail.
 */
@NullMarked
package dev.gelada.junit.scope;

import org.jspecify.annotations.NullMarked;
