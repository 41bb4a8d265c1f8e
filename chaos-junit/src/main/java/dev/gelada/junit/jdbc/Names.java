package dev.gelada.junit.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which target a name in a URL means. A URL outlives a test class: pools stay in cached application
 * contexts. So a connection by URL belongs to its name, and the name to whichever target has it
 * now. Thread-safe.
 */
final class Names {
  /** Of this JVM: a URL is text and can lead nowhere else. */
  static final Names JVM = new Names();

  private final Map<String, Name> names = new HashMap<>();

  /** One name. */
  static final class Name implements Line {
    private final String name;
    private final List<JdbcTarget> running = new ArrayList<>();
    private @Nullable JdbcTarget declared;
    private volatile @Nullable JdbcTarget now;

    private Name(String name) {
      this.name = name;
    }

    /** Null while nobody has it, or more than one: then no fault can be meant. */
    @Override
    public @Nullable JdbcTarget target() {
      return now;
    }

    private void settle() {
      now = running.isEmpty() ? declared : running.size() == 1 ? running.get(0) : null;
    }

    private void clear() throws SQLException {
      if (running.size() > 1) {
        throw new SQLNonTransientConnectionException(
            "%d test classes that run at once have a JDBC target '%s', and a URL means one;"
                    .formatted(running.size(), name)
                + " give each a name of its own, or lock them with @ResourceLock.",
            "08001");
      }
    }
  }

  /** It has the name until another one begins to. */
  synchronized void declare(JdbcTarget target) {
    Name name = names.computeIfAbsent(target.name(), Name::new);
    name.declared = target;
    name.settle();
  }

  /** A test with it is under way. */
  synchronized void begin(JdbcTarget target) {
    Name name = names.computeIfAbsent(target.name(), Name::new);
    if (!name.running.contains(target)) {
      name.running.add(target);
    }
    name.settle();
  }

  /** It is over. Idempotent. */
  synchronized void finish(JdbcTarget target) {
    Name name = names.computeIfAbsent(target.name(), Name::new);
    name.running.remove(target);
    if (name.declared == target) {
      name.declared = null;
    }
    name.settle();
  }

  /**
   * The name itself.
   *
   * @throws SQLException if no target ever had it, or several have it now
   */
  synchronized Name find(String name) throws SQLException {
    Name found = names.get(name);
    if (found == null) {
      throw new SQLNonTransientConnectionException(
          "no JDBC target '%s'; %s. Declare it: static final JdbcTarget DB = JdbcTarget.named(\"%s\")"
              .formatted(
                  name,
                  names.isEmpty()
                      ? "there is none at all"
                      : "there is " + String.join(", ", new TreeSet<>(names.keySet())),
                  name),
          "08001");
    }
    found.clear();
    return found;
  }
}
