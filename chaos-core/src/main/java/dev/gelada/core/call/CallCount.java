package dev.gelada.core.call;

/**
 * What a fault met.
 *
 * @param calls calls of its operations while it was armed
 * @param struck those that it struck
 * @param decisions call by call {@code 1} for struck, {@code 0} for not; the first 10,000
 */
public record CallCount(long calls, long struck, String decisions) {}
