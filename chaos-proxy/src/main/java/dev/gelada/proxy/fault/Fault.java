package dev.gelada.proxy.fault;

/**
 * A fault with its values. Immutable; has one or more of the powers {@link Streams}, {@link Admits}
 * and {@link Unlistens}, or none and then does nothing.
 */
public interface Fault {}
