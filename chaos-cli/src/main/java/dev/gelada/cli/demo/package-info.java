/**
 * What {@code gelada demo} attacks: a small shop and the customers who load it. They are programs
 * of their own, started as processes, and know nothing of Gelada.
 */
@NullMarked
package dev.gelada.cli.demo;

import org.jspecify.annotations.NullMarked;
