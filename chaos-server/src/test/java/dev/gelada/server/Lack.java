package dev.gelada.server;

import dev.gelada.core.plugin.Refusal;
import java.util.List;

/** What the fakes lack, as the test says. */
final class Lack {
  private volatile List<Refusal> source = List.of();
  private volatile List<Refusal> attack = List.of();

  /** The right to look. */
  void source(String... what) {
    source = refusals(what);
  }

  /** The right to attack. */
  void attack(String... what) {
    attack = refusals(what);
  }

  List<Refusal> ofSource() {
    return source;
  }

  List<Refusal> ofAttack() {
    return attack;
  }

  private static List<Refusal> refusals(String... what) {
    return List.of(what).stream()
        .map(one -> new Refusal("rights", "this user may not " + one + ".", "Grant it."))
        .toList();
  }
}
