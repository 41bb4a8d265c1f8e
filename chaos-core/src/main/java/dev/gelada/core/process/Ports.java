package dev.gelada.core.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;

/**
 * Chooses ports of the loopback. Not by asking the system for any one: it would hand out an
 * ephemeral port, which an outgoing connection may take while the replica is down. These lie below
 * Linux's ephemeral range and start at a place that depends on the launch, so that runs side by
 * side seldom meet.
 */
final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;

  private Ports() {}

  static int free(String marker, Set<Integer> taken) throws IOException {
    int start = Math.floorMod(marker.hashCode() * 31, COUNT);
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + (start + i) % COUNT;
      if (!taken.contains(port) && isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException used) {
      return false;
    }
  }
}
