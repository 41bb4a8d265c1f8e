package dev.gelada.junit.search;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool of one connection, which is right about everything but a connection that was reset. */
final class LeakyPool implements Closeable {
  private static final int TIME_OUT_MS = 400;

  private final InetSocketAddress server;
  private final Semaphore places = new Semaphore(1);
  private @Nullable Socket idle;

  LeakyPool(String host, int port) {
    this.server = new InetSocketAddress(host, port);
  }

  String ask(String question) throws IOException, InterruptedException {
    if (!places.tryAcquire(TIME_OUT_MS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("no connection became free");
    }
    Socket socket = idle;
    idle = null;
    if (socket == null) {
      socket = connected();
    }
    try {
      String answer = exchange(socket, question);
      idle = socket;
      places.release();
      return answer;
    } catch (SocketTimeoutException | EOFException e) {
      socket.close();
      places.release();
      throw e;
    } // and a SocketException keeps the place for ever: the planted fault
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(TIME_OUT_MS);
      socket.connect(server, TIME_OUT_MS);
      return socket;
    } catch (IOException e) {
      socket.close();
      places.release();
      throw e;
    }
  }

  private static String exchange(Socket socket, String question) throws IOException {
    socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
    String answer =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (answer == null) {
      throw new EOFException("closed by the server");
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    if (idle != null) {
      idle.close();
    }
  }
}
