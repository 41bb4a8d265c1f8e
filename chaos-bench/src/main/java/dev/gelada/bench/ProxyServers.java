package dev.gelada.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The servers that the proxies stand before, on 127.0.0.1 and in this JVM: one for bulk, a thread a
 * connection with blocking channels, and two on a selector's single thread, for echoes and for
 * small answers.
 */
final class ProxyServers implements AutoCloseable {
  /** Large enough for both sides to be bound by the kernel's copying and not by calls. */
  static final int BULK_BUFFER = 256 << 10;

  /** What a client of the bulk server sends first: whether it sends or wants bytes, how many. */
  static final int BULK_HEAD = 9;

  /** Bytes come from the client and are confirmed by one byte. */
  static final byte UP = 'U';

  /** Bytes go to the client. */
  static final byte DOWN = 'D';

  /** A request, and its answer with a body of 512 bytes, as an HTTP client would see them. */
  static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 512\r\n\r\n"
              + "x".repeat(512))
          .getBytes(StandardCharsets.US_ASCII);

  private static final int BACKLOG = 4096;

  private final ServerSocketChannel bulk = listen();
  private final ServerSocketChannel echo = listen();
  private final ServerSocketChannel http = listen();
  private final Selector selector = Selector.open();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
  private final ByteBuffer answers = ByteBuffer.allocateDirect(64 * ANSWER.length);

  ProxyServers() throws IOException {
    echo.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    http.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    for (int i = 0; i < 64; i++) {
      answers.put(ANSWER);
    }
    ProxyLoads.daemon("bulk", this::acceptBulk);
    ProxyLoads.daemon("small", this::serveSmall);
  }

  int bulk() {
    return bulk.socket().getLocalPort();
  }

  int echo() {
    return echo.socket().getLocalPort();
  }

  int http() {
    return http.socket().getLocalPort();
  }

  private static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
  }

  private void acceptBulk() throws IOException {
    while (bulk.isOpen()) {
      SocketChannel client = bulk.accept();
      ProxyLoads.daemon("bulk", () -> serveBulk(client));
    }
  }

  private static void serveBulk(SocketChannel client) throws IOException {
    try (client) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BULK_BUFFER).limit(BULK_HEAD);
      while (buffer.hasRemaining()) {
        if (client.read(buffer) < 0) {
          return;
        }
      }
      buffer.flip();
      byte way = buffer.get();
      long bytes = buffer.getLong();
      if (way == UP) {
        ProxyLoads.drain(client, buffer, bytes);
        client.write(ByteBuffer.wrap(new byte[1]));
      } else {
        ProxyLoads.fill(client, buffer, bytes);
      }
      while (client.read(buffer.clear()) >= 0) { // the client ends it
      }
    }
  }

  private void serveSmall() throws IOException {
    while (selector.isOpen()) {
      selector.select(this::ready);
    }
  }

  /** How many bytes of a request have come on one connection. */
  private static final class Part {
    private int bytes;
  }

  private void ready(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel server) {
        for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
          ProxyLoads.unhurried(client);
          client
              .configureBlocking(false)
              .register(selector, SelectionKey.OP_READ, server == http ? new Part() : null);
        }
      } else if (key.channel() instanceof SocketChannel client) {
        serve(client, (Part) key.attachment());
      }
    } catch (IOException cut) {
      key.cancel();
      ProxyLoads.closed(key.channel());
    }
  }

  private void serve(SocketChannel client, @Nullable Part part) throws IOException {
    int got = client.read(scratch.clear());
    if (got < 0) {
      client.close();
      return;
    }
    ByteBuffer answer = scratch.flip();
    if (part != null) {
      part.bytes += got;
      int complete = part.bytes / REQUEST.length;
      part.bytes %= REQUEST.length;
      answer = answers.clear().limit(complete * ANSWER.length);
    }
    client.write(answer);
    if (answer.hasRemaining()) {
      throw new IllegalStateException("so few small answers fit into any socket's buffer");
    }
  }

  @Override
  public void close() throws IOException {
    bulk.close();
    echo.close();
    http.close();
    selector.close();
  }
}
