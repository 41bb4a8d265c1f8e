package dev.gelada.core.trail;

import dev.gelada.core.plugin.Connections;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * A kind of place where trails are kept, by the scheme of its URIs. Found by {@link
 * java.util.ServiceLoader}; files need none.
 */
public interface TrailStoreType {
  /** {@code k8s} for {@code k8s:gelada/gelada-trail}. */
  String scheme();

  /**
   * The kinds of target ({@code pod}, {@code node}, …) for which this is the place of the trail
   * unless somebody names another.
   */
  Set<String> kinds();

  /**
   * The trail of these targets that is used where none is named, and what {@code scheme:} alone
   * stands for; no I/O.
   *
   * @param environment variables
   * @return canonical
   */
  String standard(Map<String, String> environment);

  /**
   * The one form of a URI, the same for all ways to write it; no I/O.
   *
   * @throws IOException if it is malformed, with the right form
   */
  String canonical(String uri) throws IOException;

  /**
   * Whether a trail may be there: false only if certainly none is.
   *
   * @param uri canonical
   */
  boolean possible(String uri, Connections with);

  /**
   * Opens an existing trail.
   *
   * @param uri canonical
   * @throws BadTrail if there is none, or it cannot be read, with the remedy
   */
  TrailStore open(String uri, Connections with) throws IOException;

  /**
   * Makes an empty place for a trail; one that is there and has no records is used.
   *
   * @param uri canonical
   * @throws IOException if there is a trail already, or it cannot be made
   */
  TrailStore create(String uri, Connections with) throws IOException;
}
