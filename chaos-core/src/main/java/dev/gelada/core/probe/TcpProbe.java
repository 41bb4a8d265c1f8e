package dev.gelada.core.probe;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code tcp: "host:port"}: a connection must be accepted, in time; it is closed at once. */
@Doc("opens a TCP connection and closes it; measures milliseconds")
public final class TcpProbe implements ProbeType<TcpProbe.Settings> {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\s]+):(\\d{1,5})");

  /**
   * What the file says.
   *
   * @param address {@code host:port}; an IPv6 address in brackets
   * @param faster the limit for connecting; null for none
   * @param timeout after which there is no answer
   */
  @Example("{tcp: \"db.example:5432\", faster: 100ms}")
  public record Settings(
      @Doc("host:port, an IPv6 address in brackets") String address,
      @Doc("how fast the connection must be there") @Nullable Duration faster,
      @Doc("no connection after this long is a miss") @Default("5s") Duration timeout) {}

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Probe create(Settings settings, Connections with) {
    Matcher address = ADDRESS.matcher(settings.address());
    if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
      throw new IllegalArgumentException(
          "address is host:port with a port up to 65535, not '" + settings.address() + "'");
    }
    return new Connect(
        address.group(1),
        Integer.parseInt(address.group(2)),
        new Speed(settings.faster(), settings.timeout()));
  }

  private record Connect(String host, int port, Speed speed) implements Probe {
    /** The attempt has a thread of its own: looking up a name cannot be interrupted. */
    @Override
    public Measure measure(Deadline deadline) throws InterruptedException {
      if (deadline.passed()) {
        return Speed.unknown("no time was left to measure");
      }
      long begun = deadline.time().nanos();
      Deadline within = deadline.atMost(speed.timeout());
      Socket socket = new Socket();
      FutureTask<Double> attempt =
          new FutureTask<>(
              () -> {
                InetAddress address = InetAddress.getByName(host);
                socket.connect(
                    new InetSocketAddress(address, port),
                    (int) Math.min(Integer.MAX_VALUE, speed.timeout().toMillis() + 1));
                return (deadline.time().nanos() - begun) / 1e6;
              });
      Thread thread = new Thread(attempt, "gelada-tcp-probe");
      thread.setDaemon(true);
      thread.start();
      try {
        double millis = attempt.get(within.left().toNanos(), TimeUnit.NANOSECONDS);
        return speed.right(millis, host + ":" + port + " accepted");
      } catch (TimeoutException late) {
        return speed.late((deadline.time().nanos() - begun) / 1e6);
      } catch (ExecutionException failed) {
        return failed.getCause() instanceof UnknownHostException
            ? Speed.unknown(host + " has no address: its name cannot be resolved")
            : Speed.none(host + ":" + port + " accepts no connection");
      } finally {
        close(socket);
      }
    }

    private static void close(Socket socket) {
      try {
        socket.close(); // also ends an attempt that is still under way
      } catch (IOException closed) {
        // nothing was sent, so nothing is lost
      }
    }
  }
}
