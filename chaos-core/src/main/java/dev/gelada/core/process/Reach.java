package dev.gelada.core.process;

import dev.gelada.core.target.Place;

/** How a place of processes lies to the one where we are. */
enum Reach {
  /** The same: what we see is what is there. */
  HERE,
  /** This machine before it was started again: no process of then is left. */
  REBOOTED,
  /** Another machine, or another pid name space. */
  ELSEWHERE;

  /**
   * Compares {@code host:machine/boot}. A machine id counts as proof of a new boot only outside
   * containers: the id in an image is shared by all that run it.
   */
  static Reach of(Place wanted, Place here) {
    if (wanted.equals(here)) {
      return HERE;
    }
    String[] then = wanted.id().split("/", -1);
    String[] now = here.id().split("/", -1);
    boolean sameMachine =
        wanted.scheme().equals(here.scheme())
            && then.length == 2
            && now.length == 2
            && then[0].equals(now[0]);
    return sameMachine && !then[1].equals(now[1]) ? REBOOTED : ELSEWHERE;
  }
}
