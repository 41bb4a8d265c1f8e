package dev.gelada.junit.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The driver of {@code jdbc:gelada:NAME:REST}: connections of {@code jdbc:REST} through the {@link
 * JdbcTarget} of that name. {@code DriverManager} finds it by itself; properties go to the real
 * driver as they are. Thread-safe.
 */
public final class GeladaDriver implements Driver {
  private static final String PREFIX = "jdbc:gelada:";
  private static final Pattern URL = Pattern.compile("jdbc:gelada:([A-Za-z0-9._-]+):(.+)");

  static {
    try {
      DriverManager.registerDriver(new GeladaDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** As {@code DriverManager} and the service loader make it. */
  public GeladaDriver() {
    // holds nothing
  }

  /** The URL through a target. */
  static String url(String name, String real) {
    if (!real.startsWith("jdbc:") || real.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a JDBC URL begins with jdbc:, not so " + real);
    }
    return PREFIX + name + real.substring("jdbc".length());
  }

  /** Every URL with the prefix is meant for this driver, one that is mistaken too. */
  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  /**
   * Connects.
   *
   * @return null if the URL is another driver's
   * @throws SQLException if the URL is mistaken, no target has its name, no driver takes the rest,
   *     or that driver cannot connect
   */
  @Override
  public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    Matcher parts = parts(url);
    Line line = Names.JVM.find(parts.group(1));
    String real = "jdbc:" + parts.group(2);
    Driver driver = driver(real);
    Properties all = new Properties();
    if (info != null) {
      info.stringPropertyNames().forEach(key -> all.setProperty(key, info.getProperty(key)));
      info.forEach(all::putIfAbsent); // what is no text, as some drivers take it
    }
    return Session.open(
        line,
        DriverManager::getLoginTimeout,
        () ->
            Objects.requireNonNull(
                driver.connect(real, all), "a driver connects to a URL that it accepts"));
  }

  private static Matcher parts(String url) throws SQLException {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new SQLNonTransientConnectionException(
          "jdbc:gelada:NAME:REST, as jdbc:gelada:db:postgresql://localhost/shop, is the form;"
              + " this has no name or no rest",
          "08001");
    }
    return parts;
  }

  /** Those that are registered; in some containers drivers are only the context's. */
  private static Driver driver(String real) throws SQLException {
    Stream<Driver> registered = DriverManager.drivers();
    Stream<Driver> others = // made only if it comes to them
        ServiceLoader.load(Driver.class).stream().map(ServiceLoader.Provider::get);
    for (Iterator<Driver> all = Stream.concat(registered, others).iterator(); all.hasNext(); ) {
      Driver each = all.next();
      if (each.acceptsURL(real)) {
        return each;
      }
    }
    String kind = real.substring(0, real.indexOf(':', "jdbc:".length()) + 1);
    throw new SQLNonTransientConnectionException(
        "no driver takes %s…; put it on the class path of the tests"
            .formatted(kind.isEmpty() ? "jdbc:" : kind),
        "08001");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info)
      throws SQLException {
    String real = "jdbc:" + parts(url).group(2);
    return driver(real).getPropertyInfo(real, info);
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  /** It is as compliant as the driver behind it, which cannot be known here. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("it logs nothing");
  }
}
