package dev.gelada.core.plugin;

import java.util.Map;
import java.util.Objects;

/**
 * Labels that something must have; in a file a map of equal values, or a selector as text, {@code
 * "a=b,c!=d"}, that the plug-in reads.
 *
 * @param equal empty where text was written
 * @param text empty where a map was written
 */
public record Matching(Map<String, String> equal, String text) {
  public Matching {
    equal = Map.copyOf(equal);
    Objects.requireNonNull(text, "text");
  }
}
