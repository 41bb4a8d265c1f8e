package dev.gelada.junit.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The target before two databases that live in this JVM. */
class JdbcTargetTest {
  @Nested
  class BeforeH2 extends JdbcContract {
    @RegisterExtension static final JdbcTarget DB = JdbcTarget.named("h2");

    BeforeH2() {
      super(DB);
    }

    @Override
    String real() {
      return "jdbc:h2:mem:target;DB_CLOSE_DELAY=-1";
    }
  }

  @Nested
  class BeforeSqlite extends JdbcContract {
    @RegisterExtension static final JdbcTarget DB = JdbcTarget.named("sqlite");
    @TempDir static Path folder;

    BeforeSqlite() {
      super(DB);
    }

    @Override
    String real() {
      return "jdbc:sqlite:" + folder.resolve("target.db");
    }
  }
}
