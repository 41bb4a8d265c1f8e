package dev.gelada.k8s.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** How fast a pod sends, as seen from its node. */
record Line(String ip) {
  /** Shell commands of a pod that sends as fast as it may to everybody who connects. */
  static final String SENDER = "exec busybox nc -ll -p 9000 -e cat /dev/zero";

  /** Bytes in a second on a new connection, without those of its beginning. */
  double rate(Duration warmUp, Duration measured) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(ip, 9000), 5_000);
      socket.setSoTimeout(5_000);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[65_536];
      read(in, buffer, warmUp);
      long start = System.nanoTime();
      long bytes = read(in, buffer, measured);
      return bytes / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static long read(InputStream in, byte[] buffer, Duration lasts) throws IOException {
    long end = System.nanoTime() + lasts.toNanos();
    long bytes = 0;
    try {
      while (System.nanoTime() - end < 0) {
        bytes += Math.max(0, in.read(buffer));
      }
    } catch (SocketTimeoutException nothingCame) {
      return bytes;
    }
    return bytes;
  }
}
