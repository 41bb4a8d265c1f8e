package dev.gelada.proxy.fault;

import java.util.random.RandomGenerator;

/** Power of a {@link Fault}: decides about connections when they are accepted. */
public interface Admits extends Fault {
  /**
   * Decides about one.
   *
   * @param open how many connections the proxy has, this one included
   * @param random this fault's chance for this connection
   */
  Admission admit(long open, RandomGenerator random);

  /** What becomes of a new connection. */
  sealed interface Admission {
    /** It goes on. */
    record Go() implements Admission {}

    /**
     * The server is connected to later.
     *
     * @param nanos how much later, from the acceptance on; several of these add up
     */
    record Later(long nanos) implements Admission {}

    /** It is reset. */
    record Reset() implements Admission {}

    /** It stays, and no server is connected to while the fault is there. */
    record Alone() implements Admission {}
  }
}
