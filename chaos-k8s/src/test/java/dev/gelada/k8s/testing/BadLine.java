package dev.gelada.k8s.testing;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A bad line to an API server. It passes bytes on and knows nothing of what they mean; now and then
 * it cuts a connection: before the request is passed on, after it and before its answer, or it lets
 * the request arrive only some time after its sender was cut off. To be closed.
 */
public final class BadLine implements AutoCloseable {
  private static final int LATE_MILLIS = 400;

  private final ServerSocket listening;
  private final InetSocketAddress server;
  private final RandomGenerator chance;
  private final Timekeeper time = new SystemTime();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong cuts = new AtomicLong();
  private volatile double likely;
  private volatile Duration slow = Duration.ZERO;
  private volatile boolean down;

  /** A calm line to that control plane; the same chance cuts at the same bytes. */
  public static BadLine to(ControlPlane plane, RandomGenerator chance) throws IOException {
    URI server = URI.create(plane.server());
    BadLine line = new BadLine(new InetSocketAddress(server.getHost(), server.getPort()), chance);
    line.threads.execute(line::accept);
    return line;
  }

  private BadLine(InetSocketAddress server, RandomGenerator chance) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    this.chance = chance;
  }

  /** Environment of a Gelada that is the administrator behind this line; writes a kubeconfig. */
  public Map<String, String> environment(ControlPlane plane, Path folder) throws IOException {
    Path file = folder.resolve("cut-" + listening.getLocalPort() + ".kubeconfig");
    String direct = Files.readString(Path.of(plane.environment().get("KUBECONFIG")));
    Files.writeString(
        file,
        direct.replace(
            "server: " + plane.server(),
            "server: https://127.0.0.1:%d".formatted(listening.getLocalPort())));
    return Map.of("KUBECONFIG", file.toString());
  }

  /** Each piece of a request takes up to so long from now on: others may come in between. */
  public void slow(Duration most) {
    slow = most;
  }

  /** How likely each piece of a request meets each kind of trouble from now on, 0 to 1. */
  public void storm(double probability) {
    likely = probability;
  }

  /** Nothing gets through until it is up again; what is open is cut. */
  public void down(boolean now) {
    down = now;
    if (now) {
      open.forEach(BadLine::quietly);
    }
  }

  /** How many connections were cut by chance. */
  public long cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (down) {
          quietly(client);
          continue;
        }
        Socket upstream = new Socket(server.getAddress(), server.getPort());
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        open.add(client);
        open.add(upstream);
        threads.execute(() -> requests(client, upstream));
        threads.execute(() -> answers(client, upstream));
      } catch (IOException over) {
        // the listener was closed, or the server is away: the next one tries again
      }
    }
  }

  private void requests(Socket client, Socket upstream) {
    try (client;
        upstream) {
      InputStream in = client.getInputStream();
      OutputStream out = upstream.getOutputStream();
      byte[] bytes = new byte[1 << 16];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (!slow.isZero()) {
          time.pause(Duration.ofNanos((long) (draw() * slow.toNanos())));
        }
        double draw = draw();
        if (draw < likely) {
          cuts.incrementAndGet();
          return; // never arrives
        }
        if (draw < 3 * likely) {
          cuts.incrementAndGet();
          client.close(); // the answer has nowhere to go
          if (draw < 2 * likely) {
            time.pause(Duration.ofMillis(1 + (long) (draw() * LATE_MILLIS)));
          }
          out.write(bytes, 0, n);
          out.flush();
          time.pause(Duration.ofMillis(50)); // or the server may not read it
          return;
        }
        out.write(bytes, 0, n);
        out.flush();
      }
    } catch (IOException | InterruptedException over) {
      // one side ended it
    } finally {
      open.remove(client);
      open.remove(upstream);
    }
  }

  private double draw() {
    synchronized (chance) {
      return chance.nextDouble();
    }
  }

  private static void answers(Socket client, Socket upstream) {
    try {
      upstream.getInputStream().transferTo(client.getOutputStream());
      client.close();
    } catch (IOException over) {
      // one side ended it
    }
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException already) {
      // gone
    }
  }

  @Override
  public void close() {
    quietly(listening);
    open.forEach(BadLine::quietly);
    threads.shutdownNow();
  }
}
