package dev.gelada.core.target;

import dev.gelada.core.plugin.Connections;
import java.util.List;

/**
 * Power of a source whose settings confine it to parts of a platform, such as name spaces of a
 * cluster: rights are then asked for these parts, for the source and for the attacks on what it
 * finds.
 */
public interface Confined {
  /**
   * The same clients once for each part, each looking at that part where nothing else is said;
   * opens what it needs. Not to be closed: they are those that were given.
   */
  List<Connections> parts(Connections with) throws Exception;
}
