package dev.gelada.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to one port of this machine and counts what comes back. */
final class CountingRelay implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final int BUFFER = 64 << 10;

  private final ServerSocket server =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final int to;
  private final AtomicLong back = new AtomicLong();

  CountingRelay(int to) throws IOException {
    this.to = to;
    ProxyLoads.daemon("relay", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Bytes from the server so far, as they were on the wire: encrypted, compressed. */
  long bytes() {
    return back.get();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      Socket onward = new Socket(InetAddress.getLoopbackAddress(), to);
      // else each small write waits for the answer to the one before, some 40 ms
      client.setTcpNoDelay(true);
      onward.setTcpNoDelay(true);
      ProxyLoads.daemon("up", () -> copy(client, onward, new AtomicLong()));
      ProxyLoads.daemon("down", () -> copy(onward, client, back));
    }
  }

  private static void copy(Socket from, Socket to, AtomicLong count) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count.addAndGet(read);
        out.write(buffer, 0, read);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
