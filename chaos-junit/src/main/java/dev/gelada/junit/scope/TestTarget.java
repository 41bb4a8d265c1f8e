package dev.gelada.junit.scope;

import dev.gelada.core.call.OwnTarget;
import java.util.List;

/** A target that a test owns. Thread-safe. */
public interface TestTarget extends OwnTarget {
  /** {@code call}, {@code endpoint} or {@code process}. */
  String kind();

  /** What a strike's fault met so far, or until its end. */
  Met met(String strike);

  /**
   * What a reader of a failed test should see of it, in lines: its address, its last output. May be
   * empty.
   */
  default List<String> report() {
    return List.of();
  }
}
