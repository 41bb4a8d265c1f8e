package dev.gelada.core.plugin;

/**
 * Something that a file can name: a source, a victim selector, an attack, a probe.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so an implementation is public, final, stateless and
 * has a constructor without arguments. Its settings record is all there is to say about its YAML:
 * parsing, JSON Schema, reference page and error hints are derived from it.
 *
 * @param <S> the settings; each component carries {@link Doc}, an optional one {@link Default}
 * @param <T> what it makes
 */
public interface Plugin<S extends Record, T> {
  /** The key in YAML: lower case words joined by hyphens, camelCase for selectors. */
  String name();

  /** The record that the YAML below the key is bound to. */
  Class<S> settings();

  /**
   * Makes the object for one place in a file. Does no I/O: {@code validate} works off-line.
   *
   * @throws IllegalArgumentException if the settings contradict each other; the message is shown
   *     with the place in the file
   */
  T create(S settings, Connections with);
}
