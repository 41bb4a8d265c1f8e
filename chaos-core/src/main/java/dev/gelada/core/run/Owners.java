package dev.gelada.core.run;

import dev.gelada.core.target.Host;
import dev.gelada.core.trail.Owner;

/** Who does a run, and whether they still can. */
public interface Owners {
  /** This process. */
  Owner self();

  /** Whether that process still runs, as far as this one can tell. */
  Life of(Owner owner);

  /** What can be told of a process. */
  enum Life {
    /** It runs. */
    ALIVE,
    /** It has ended; nobody else can have its name. */
    DEAD,
    /** It is on another host. */
    UNKNOWN
  }

  /** As the process table of this host tells it. */
  static Owners on(Host host) {
    Owner self = new Owner(host.place(), host.self());
    return new Owners() {
      @Override
      public Owner self() {
        return self;
      }

      @Override
      public Life of(Owner owner) {
        if (owner.place().equals(host.place())) {
          return host.alive(owner.process()) ? Life.ALIVE : Life.DEAD;
        }
        return host.sameMachine(owner.place()) ? Life.DEAD : Life.UNKNOWN;
      }
    };
  }
}
