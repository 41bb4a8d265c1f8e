package dev.gelada.proxy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP/1.1 by hand, one connection for each request: sends targets and methods that well-behaved
 * clients refuse to send.
 */
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 30_000;

  private RawHttp() {}

  /**
   * A request.
   *
   * @param target as it is to stand in the request line
   * @param headers besides those of the connection
   * @param body null for none, not even a length
   */
  public record Request(
      String method, String target, Map<String, String> headers, String body, boolean hasBody) {}

  /**
   * An answer.
   *
   * @param headers by their names in lower case
   */
  public record Response(int status, Map<String, String> headers, String body) {
    /** One header. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** A request without a body. */
  public static Request request(String method, String target) {
    return new Request(method, target, Map.of(), "", false);
  }

  /** A request with a body. */
  public static Request request(String method, String target, String body) {
    return new Request(method, target, Map.of(), body, true);
  }

  /** Sends one to a server on this machine. */
  public static Response send(int port, Request request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(bytes(request));
      socket.getOutputStream().flush();
      return read(socket.getInputStream().readAllBytes());
    }
  }

  /** Sends one. */
  public static Response send(int port, String method, String target, String body)
      throws IOException {
    return send(port, request(method, target, body));
  }

  /** Sends one without a body. */
  public static Response send(int port, String method, String target) throws IOException {
    return send(port, request(method, target));
  }

  private static byte[] bytes(Request request) {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
    request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (request.hasBody()) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }

  /** Reads one from a connection that stays open. */
  public static Response readOne(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended in the middle of: " + head);
      }
      head.append((char) next);
    }
    Response without = read(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    int length = Integer.parseInt(without.header("content-length").orElse("0"));
    byte[] body = in.readNBytes(length);
    return new Response(
        without.status(), without.headers(), new String(body, StandardCharsets.UTF_8));
  }

  private static Response read(byte[] all) throws IOException {
    String text = new String(all, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer, but: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    String body = text.substring(end + 4);
    boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
    return new Response(
        Integer.parseInt(lines[0].split(" ")[1]), headers, chunked ? unchunked(body) : body);
  }

  /** For text of one byte a character. */
  private static String unchunked(String chunks) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (true) {
      int line = chunks.indexOf("\r\n", at);
      int size = Integer.parseInt(chunks.substring(at, line), 16);
      if (size == 0) {
        return whole.toString();
      }
      whole.append(chunks, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }
}
