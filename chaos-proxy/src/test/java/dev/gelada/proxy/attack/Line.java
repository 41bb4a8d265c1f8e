package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** One live connection to an echo. */
final class Line implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket = new Socket();

  Line(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
        PATIENCE_MILLIS);
  }

  /** Sends a byte and waits for it to come back. */
  Duration roundTrip() throws IOException {
    long begin = System.nanoTime();
    socket.getOutputStream().write('x');
    assertThat(socket.getInputStream().read()).isEqualTo('x');
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Goes on until one takes at least that long. */
  Duration slow(Duration least) throws IOException {
    return until(least, true);
  }

  /** Goes on until one takes less than that. */
  Duration quick(Duration most) throws IOException {
    return until(most, false);
  }

  private Duration until(Duration limit, boolean slow) throws IOException {
    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      Duration took = roundTrip();
      if (took.compareTo(limit) >= 0 == slow) {
        return took;
      }
      assertThat(System.nanoTime() - giveUp).as("still %s", took).isNegative();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
