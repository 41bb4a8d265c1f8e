package dev.gelada.proxy;

import java.util.Objects;

/**
 * A fault that is there, as it was a moment ago.
 *
 * @param spec what was asked for
 * @param connections how many connections got it so far
 * @param applied how often it acted: pieces delayed, cut, damaged or dropped, connections ended
 */
public record ActiveFault(FaultSpec spec, long connections, long applied) {
  public ActiveFault {
    Objects.requireNonNull(spec, "spec");
  }
}
