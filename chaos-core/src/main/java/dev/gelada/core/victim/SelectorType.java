package dev.gelada.core.victim;

import dev.gelada.core.plugin.Plugin;

/**
 * A kind of victim selector, for example {@code percent}.
 *
 * @param <S> its settings
 */
public interface SelectorType<S extends Record> extends Plugin<S, VictimSelector> {}
