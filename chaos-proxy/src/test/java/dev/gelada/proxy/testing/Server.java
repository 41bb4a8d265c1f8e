package dev.gelada.proxy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on a free port of this machine that treats each connection on a thread of its own. */
public final class Server implements AutoCloseable {
  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What is done with a connection; it is closed afterwards. */
  public interface Session {
    /** Does it. */
    void with(Socket client) throws Exception;
  }

  /** Starts. */
  public Server(Session session) throws IOException {
    socket = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> accept(session), "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Sends back what comes, and the end after it. */
  public static Server echo() throws IOException {
    return new Server(
        client -> {
          client.getInputStream().transferTo(client.getOutputStream());
          client.shutdownOutput();
        });
  }

  private void accept(Session session) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        Thread thread = new Thread(null, () -> serve(session, client), "test-session", 128 << 10);
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Session session, Socket client) {
    try (client) {
      session.with(client);
    } catch (Exception e) {
      // what the client sees of it is what tests look at
    } finally {
      open.remove(client);
    }
  }

  /** {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Closes the listener and every connection. */
  @Override
  public void close() {
    try {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
