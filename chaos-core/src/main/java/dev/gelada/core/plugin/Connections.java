package dev.gelada.core.plugin;

/**
 * The clients that plug-ins talk through, each opened on first use and closed with the owner.
 * Thread-safe. A test puts its own in.
 */
public interface Connections extends AutoCloseable {
  /**
   * The client of that type.
   *
   * @throws Unreachable if no connector offers it or it cannot be opened; nothing is attacked then
   */
  <C> C get(Class<C> type);

  /** Closes what was opened. Idempotent. */
  @Override
  void close();

  /** No client: said with what was tried; {@code getMessage} holds no secret. */
  final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
      super(message);
    }

    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
