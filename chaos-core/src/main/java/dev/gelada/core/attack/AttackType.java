package dev.gelada.core.attack;

import dev.gelada.core.plugin.Plugin;

/**
 * A kind of attack, for example {@code kill-process}. Carries {@link dev.gelada.core.plugin.Kinds}
 * with the kinds of target that it accepts, and has exactly one of the powers {@link Reverts} and
 * {@link Sights}.
 *
 * @param <S> its settings
 */
public interface AttackType<S extends Record> extends Plugin<S, Attack> {
  /** Whether it needs the operator's leave; the same whatever the settings. */
  default Leave leave() {
    return Leave.FREE;
  }
}
