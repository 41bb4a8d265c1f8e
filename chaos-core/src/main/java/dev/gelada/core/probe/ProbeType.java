package dev.gelada.core.probe;

import dev.gelada.core.plugin.Plugin;

/**
 * A kind of probe, for example {@code http}.
 *
 * @param <S> its settings: the one required component takes the scalar beside the key that names
 *     the type, the others are written beside it: {@code {http: "http://…", faster: 500ms}}
 */
public interface ProbeType<S extends Record> extends Plugin<S, Probe> {}
