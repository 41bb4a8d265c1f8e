package dev.gelada.proxy.client;

import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to one server, each sent once and bounded in time.
 *
 * @param http the client
 * @param url of the server, without a path
 * @param token empty for none
 */
record Wire(HttpClient http, URI url, String token) {
  /** What a server behind a network may take; a caller's deadline may be sooner. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body as text
   */
  record Reply(int status, String body) {
    boolean good() {
      return status >= 200 && status < 300;
    }

    /** What it says in JSON; an empty object where it is none. */
    JsonNode json() {
      try {
        JsonNode node = JsonMapper.shared().readTree(body);
        return node == null ? JsonMapper.shared().createObjectNode() : node;
      } catch (JacksonException not) {
        return JsonMapper.shared().createObjectNode();
      }
    }

    /** Its error in the server's words, or the status. */
    String error() {
      String text = json().path("error").asString("");
      return text.isBlank() ? "status " + status : text.strip();
    }
  }

  /** Nobody listens at the address: the request was certainly not read. */
  private static final class Nobody extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Asks; empty when nobody listens there. */
  Optional<Reply> ask(String path, Deadline deadline) throws IOException, InterruptedException {
    try {
      return Optional.of(exchange("GET", path, null, deadline));
    } catch (Nobody nobody) {
      return Optional.empty();
    }
  }

  /** Sends and hears. */
  Reply send(String method, String path, @Nullable Object body, Deadline deadline)
      throws IOException, InterruptedException {
    try {
      return exchange(method, path, body, deadline);
    } catch (Nobody nobody) {
      throw new IOException(nobodyAt(url));
    }
  }

  /** In words. */
  static String nobodyAt(URI url) {
    return "nothing listens at %s. Start `gelada proxy` there, or correct that URL.".formatted(url);
  }

  /** One part of a path. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Reply exchange(String method, String path, @Nullable Object body, Deadline deadline)
      throws IOException, InterruptedException {
    Deadline bound = deadline.atMost(LONGEST);
    if (bound.passed()) {
      throw new IOException("no time was left to ask " + url);
    }
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            request(method, path, body, bound),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      HttpResponse<String> response = answer.get(bound.left().toNanos(), TimeUnit.NANOSECONDS);
      return checked(new Reply(response.statusCode(), response.body()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw late(method, path);
    } catch (ExecutionException e) {
      throw failed(method, path, e.getCause() == null ? e : e.getCause());
    }
  }

  private HttpRequest request(String method, String path, @Nullable Object body, Deadline bound)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(bound.left().plusMillis(1))
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(
                        JsonMapper.shared().writeValueAsString(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (!token.isEmpty()) {
      try {
        request.header("Authorization", "Bearer " + token);
      } catch (IllegalArgumentException holdsIt) { // so it must not be shown, nor be the cause
        throw new IOException(
            "the token for %s (from 'token' or the variable %s) has characters that no header may hold."
                .formatted(url, Controls.TOKEN));
      }
    }
    return request.build();
  }

  private Reply checked(Reply reply) throws IOException {
    if (reply.status() == 401 || reply.status() == 403) {
      throw new IOException(
          token.isEmpty()
              ? "%s wants a token: put it into the variable %s (or a file's 'token')."
                  .formatted(url, Controls.TOKEN)
              : "%s does not accept the token (of the variable %s, or a file's 'token')."
                  .formatted(url, Controls.TOKEN));
    }
    return reply;
  }

  private IOException late(String method, String path) {
    return new IOException("%s gave no answer to %s %s in time.".formatted(url, method, path));
  }

  private IOException failed(String method, String path, Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return new IOException("the host of %s is not known.".formatted(url));
      }
    }
    if (cause instanceof ConnectException) {
      return new Nobody();
    }
    if (cause instanceof HttpTimeoutException) { // the client's own clock was quicker than ours
      return late(method, path);
    }
    String said = cause.getMessage();
    return new IOException(
        "%s %s at %s failed: %s"
            .formatted(
                method,
                path,
                url,
                said == null || said.isBlank() ? cause.getClass().getSimpleName() : said));
  }
}
