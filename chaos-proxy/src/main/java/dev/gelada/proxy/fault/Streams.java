package dev.gelada.proxy.fault;

/** Power of a {@link Fault}: does something to the bytes of its direction. */
public interface Streams extends Fault {
  /** A stage for one direction of one connection; its methods are called on one thread. */
  Stage stage(Lane lane);
}
