package dev.gelada.proxy.fault;

/**
 * Power of a {@link Fault}: while it is there the proxy does not listen, so that connecting is
 * refused by the operating system. Acts on the proxy as a whole, so it has no probability.
 */
public interface Unlistens extends Fault {
  /** Whether connections that are open are closed as well, by FIN. */
  boolean cuts();
}
