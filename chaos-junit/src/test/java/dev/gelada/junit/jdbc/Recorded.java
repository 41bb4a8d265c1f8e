package dev.gelada.junit.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver of {@code jdbc:recorded:} that keeps what it was called with. */
final class Recorded implements Driver, AutoCloseable {
  @Nullable String url;
  @Nullable Properties info;

  Recorded() throws SQLException {
    DriverManager.registerDriver(this);
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) {
    if (!acceptsURL(url)) {
      return null;
    }
    this.url = url;
    this.info = info;
    return (Connection)
        Proxy.newProxyInstance(
            Recorded.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> null);
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:recorded:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public void close() throws SQLException {
    DriverManager.deregisterDriver(this);
  }
}
