package dev.gelada.junit.jdbc;

import org.jspecify.annotations.Nullable;

/** Where a connection belongs. */
interface Line {
  /** The target whose faults strike it; null while there is none. */
  @Nullable JdbcTarget target();
}
