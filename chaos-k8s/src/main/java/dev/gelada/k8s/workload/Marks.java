package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Item;
import java.util.HashMap;
import java.util.Map;

/** Labels and annotations as one map, as groups and targets carry them. */
final class Marks {
  /** Longer annotations are documents, and one of kubectl's holds the whole object. */
  private static final int LONGEST = 256;

  private Marks() {}

  /**
   * A label wins over an annotation of the same key, but {@code false} in any case wins over both:
   * whoever opted out somewhere has opted out.
   */
  static Map<String, String> of(Item item) {
    Map<String, String> marks = new HashMap<>();
    item.annotations()
        .forEach(
            (key, value) -> {
              if (value.length() <= LONGEST) {
                marks.put(key, value);
              }
            });
    item.labels()
        .forEach(
            (key, value) -> {
              if (!"false".equalsIgnoreCase(marks.get(key))) {
                marks.put(key, value);
              }
            });
    return marks;
  }
}
