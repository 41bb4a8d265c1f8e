package dev.gelada.k8s.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and the API server and forwards bytes. On demand it keeps the answers to
 * itself, and then cuts the connections: the server has done what it was asked, and the client is
 * never told.
 */
public final class Cutter implements AutoCloseable {
  private final ServerSocket listening;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean mute;

  /** In front of that control plane. */
  public Cutter(ControlPlane plane) throws IOException {
    this.server = URI.create(plane.server());
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** An environment whose kubeconfig goes through here. */
  public Map<String, String> environment(Map<String, String> direct, Path folder)
      throws IOException {
    String text = Files.readString(Path.of(Objects.requireNonNull(direct.get("KUBECONFIG"))));
    String through = "https://127.0.0.1:" + listening.getLocalPort();
    Path file = folder.resolve("through-cutter-" + listening.getLocalPort());
    Files.writeString(file, text.replace(server.toString(), through));
    return Map.of("KUBECONFIG", file.toString());
  }

  /** From now on no byte of the server reaches the client. */
  public void mute() {
    mute = true;
  }

  /** Ends all connections; new ones work as if nothing had been. */
  public void cut() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    mute = false;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket there = new Socket(server.getHost(), server.getPort());
        open.add(client);
        open.add(there);
        start(() -> forward(client, there, false));
        start(() -> forward(there, client, true));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void forward(Socket from, Socket to, boolean answers) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] bytes = new byte[8192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (!answers || !mute) {
          out.write(bytes, 0, read);
        }
      }
    } catch (IOException cut) {
      // as wanted
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cutter");
    thread.setDaemon(true);
    thread.start();
  }
}
