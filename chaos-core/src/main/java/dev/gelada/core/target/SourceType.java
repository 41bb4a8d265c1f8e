package dev.gelada.core.target;

import dev.gelada.core.plugin.Plugin;

/**
 * A kind of source, for example {@code processes}. Carries {@link dev.gelada.core.plugin.Kinds}
 * with the kinds of target that it finds.
 *
 * @param <S> its settings: how targets are selected
 */
public interface SourceType<S extends Record> extends Plugin<S, TargetSource> {}
