package dev.gelada.proxy.control;

import dev.gelada.proxy.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation with one server. What differs between two servers for no reason of theirs is told
 * apart: where proxies listen is put into requests and taken out of answers.
 */
final class Exchanged {
  /** A proxy as every answer shows it. */
  private static final Pattern PROXY =
      Pattern.compile("\"name\":\"([^\"]*)\",\"listen\":\"([^\"]*)\"");

  private static final Pattern SLOT = Pattern.compile("<(listen|port):([^>]*)>");
  private static final Pattern PORT = Pattern.compile("(127\\.0\\.0\\.1|\\[::\\]|\\[::1\\]):\\d+");
  private static final Pattern DETAIL = Pattern.compile("(bad request body): (?:[^\"\\\\]|\\\\.)*");

  private final int port;
  private final Map<String, String> slots;
  private final Map<String, String> listens = new HashMap<>();

  /**
   * @param slots what is put into requests for {@code <name>}
   */
  Exchanged(int port, Map<String, String> slots) {
    this.port = port;
    this.slots = slots;
  }

  /** Sends one; every request leaves traces for those after it. */
  RawHttp.Response send(RawHttp.Request request) throws IOException {
    RawHttp.Response response =
        RawHttp.send(
            port,
            new RawHttp.Request(
                request.method(),
                filled(request.target()),
                request.headers(),
                filled(request.body()),
                request.hasBody()));
    Matcher proxy = PROXY.matcher(response.body());
    while (proxy.find()) {
      listens.put(proxy.group(1), proxy.group(2));
    }
    return response;
  }

  /** Removes every proxy that can be named in a path. */
  void clear() throws Exception {
    byte[] all = RawHttp.send(port, "GET", "/proxies").body().getBytes(StandardCharsets.UTF_8);
    for (Json.Member proxy : ((Json.Obj) JsonReader.first(all)).members()) {
      RawHttp.send(port, "DELETE", "/proxies/" + percent(proxy.name()));
    }
    listens.clear();
  }

  /** What counts of an answer, a line for each. */
  List<String> shown(RawHttp.Response response) {
    List<String> shown = new ArrayList<>();
    shown.add("status " + response.status());
    for (String header : List.of("Content-Type", "X-Content-Type-Options", "Location")) {
      response.header(header).ifPresent(value -> shown.add(header + ": " + value));
    }
    shown.add("request id: " + response.header("X-Toxiproxy-Request-Id").isPresent());
    shown.add(body(response.body()));
    return shown;
  }

  private String body(String body) {
    String text = body.replace("\"Logger\":{},", "");
    text = DETAIL.matcher(text).replaceAll("$1: …");
    for (Map.Entry<String, String> slot : slots.entrySet()) {
      text = text.replace(slot.getValue(), "<" + slot.getKey() + ">");
    }
    return PORT.matcher(text).replaceAll("$1:PORT");
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> slot : slots.entrySet()) {
      filled = filled.replace("<" + slot.getKey() + ">", slot.getValue());
    }
    return SLOT.matcher(filled)
        .replaceAll(
            match -> {
              String listen = listens.getOrDefault(match.group(2), "nothing:0");
              return match.group(1).equals("listen")
                  ? listen
                  : listen.substring(listen.lastIndexOf(':') + 1);
            });
  }

  private static String percent(String name) {
    StringBuilder path = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      path.append("%%%02X".formatted(b));
    }
    return path.toString();
  }
}
