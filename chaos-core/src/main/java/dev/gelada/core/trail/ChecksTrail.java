package dev.gelada.core.trail;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.util.List;

/** Power of a {@link TrailStoreType}: says which rights on a trail are missing, one by one. */
public interface ChecksTrail {
  /**
   * What is missing to write there and to keep it; empty when all is there. Touches nothing.
   *
   * @param uri canonical
   * @throws IOException if it could not be found out
   */
  List<Refusal> missing(String uri, Connections with) throws IOException;
}
