package dev.gelada.junit;

import dev.gelada.junit.scope.Fault;

/**
 * A fault that an annotation asks for.
 *
 * @param target where
 * @param fault what
 * @param id empty, or what tells it from others
 * @param unused what it means that it met nothing
 */
record Wanted(String target, Fault fault, String id, Unused unused) {}
