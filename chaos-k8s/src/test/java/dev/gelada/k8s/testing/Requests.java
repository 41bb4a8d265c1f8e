package dev.gelada.k8s.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Gelada asked the API server since a moment, as the server's own audit log tells it. */
public final class Requests {
  /** Verbs that change nothing. */
  private static final Set<String> READS = Set.of("get", "list", "watch");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path log;
  private final long from;

  private Requests(Path log, long from) {
    this.log = log;
    this.from = from;
  }

  /**
   * One.
   *
   * @param verb {@code get}, {@code create}, …
   * @param resource with the subresource: {@code pods/eviction}
   * @param name of the object; empty for a list
   * @param code the answer's HTTP status
   */
  public record Request(String verb, String resource, String name, int code) {
    /** Whether it would change something. */
    public boolean writes() {
      return !READS.contains(verb);
    }
  }

  /** Those from now on. */
  public static Requests of(ControlPlane plane) throws IOException {
    Path log = plane.auditLog();
    return new Requests(log, Files.size(log));
  }

  /** Those of Gelada about that name space. */
  public List<Request> in(String namespace) throws IOException {
    return lines().stream()
        .filter(line -> line.contains("\"namespace\":\"" + namespace + "\""))
        .map(JSON::readTree)
        .filter(Requests::gelada)
        .map(Requests::request)
        .toList();
  }

  /** Those of Gelada about the object of that name, for objects outside of name spaces. */
  public List<Request> about(String name) throws IOException {
    return lines().stream()
        .filter(line -> line.contains("\"name\":\"" + name + "\""))
        .map(JSON::readTree)
        .filter(Requests::gelada)
        .map(Requests::request)
        .toList();
  }

  private List<String> lines() throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(from);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
  }

  private static boolean gelada(JsonNode event) {
    return event.path("userAgent").asString("").startsWith("gelada");
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String sub = object.path("subresource").asString("");
    return new Request(
        event.path("verb").asString(""),
        object.path("resource").asString("") + (sub.isEmpty() ? "" : "/" + sub),
        object.path("name").asString(""),
        event.path("responseStatus").path("code").asInt(0));
  }
}
