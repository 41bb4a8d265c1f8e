package dev.gelada.k8s.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Single requests to the API server: each is sent exactly once, whatever becomes of it, and its
 * answer is told apart into yes, no and lost. Thread-safe; calls block.
 */
public final class Api {
  /** {@code application/json}. */
  public static final String JSON = "application/json";

  /** RFC 6902: a list of operations, {@code test} among them. */
  public static final String JSON_PATCH = "application/json-patch+json";

  /** RFC 7386: a partial object. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** Metadata without spec and status, of a list. */
  public static final String METADATA_LIST =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

  private final KubernetesClient client;

  Api(KubernetesClient client) {
    this.client = client;
  }

  /**
   * One request.
   *
   * @param method GET, POST, PUT, PATCH or DELETE
   * @param path with the query: {@code /api/v1/namespaces/shop/pods?limit=500}
   * @param contentType of the body
   * @param accept what is wanted; {@link #JSON} mostly
   * @param body JSON; null for none
   */
  public record Request(
      String method, String path, String contentType, String accept, @Nullable String body) {
    /** A look. */
    public static Request get(String path) {
      return new Request("GET", path, JSON, JSON, null);
    }

    /** A creation, or an action such as an eviction. */
    public static Request post(String path, String body) {
      return new Request("POST", path, JSON, JSON, body);
    }

    /** A replacement of the whole object. */
    public static Request put(String path, String body) {
      return new Request("PUT", path, JSON, JSON, body);
    }

    /** A change, by {@link #JSON_PATCH} or {@link #MERGE_PATCH}. */
    public static Request patch(String path, String contentType, String body) {
      return new Request("PATCH", path, contentType, JSON, body);
    }

    /** A deletion; the body holds DeleteOptions. */
    public static Request delete(String path, String body) {
      return new Request("DELETE", path, JSON, JSON, body);
    }
  }

  /**
   * Sends it once and waits.
   *
   * @param within after it the answer counts as lost
   * @throws InterruptedIOException if interrupted: the answer is lost too
   */
  public Reply send(Request request, Duration within) throws InterruptedIOException {
    return begin(request).within(within);
  }

  /** Sends it once and returns at once, for requests that need not wait for one another. */
  public Pending begin(Request request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.getHttpClient().sendAsync(http(request), byte[].class);
    return within -> await(answer, within);
  }

  /** A request on its way. */
  public interface Pending {
    /**
     * Waits for its answer.
     *
     * @param within after it, counted from now, the answer counts as lost
     * @throws InterruptedIOException if interrupted: the answer is lost too
     */
    Reply within(Duration within) throws InterruptedIOException;
  }

  private Reply await(CompletableFuture<HttpResponse<byte[]>> answer, Duration within)
      throws InterruptedIOException {
    try {
      HttpResponse<byte[]> response =
          answer.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
      return read(response.code(), text(response));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the API server was asked");
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Reply.Lost(0, "no answer from the API server within " + within.toMillis() + " ms");
    } catch (ExecutionException e) {
      return new Reply.Lost(0, words(e.getCause()));
    } catch (IOException e) {
      return new Reply.Lost(0, "an answer that was cut off or garbled: " + words(e));
    }
  }

  private static String text(HttpResponse<byte[]> response) throws IOException {
    byte[] body = response.body();
    if (body == null || body.length == 0) {
      return "";
    }
    if (!response.headers("Content-Encoding").contains("gzip")) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpRequest http(Request request) {
    HttpRequest.Builder builder =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                URI.create(client.getMasterUrl().toString().replaceAll("/+$", "") + request.path()))
            .header("Accept", request.accept());
    String body = request.body();
    if (body == null && request.method().equals("GET")) {
      // the client does not ask for it by itself, and lists shrink to less than a tenth
      return builder.header("Accept-Encoding", "gzip").build();
    }
    return builder
        .method(request.method(), request.contentType(), body == null ? "" : body)
        .build();
  }

  private Reply read(int code, String body) {
    if (code >= 200 && code < 300) {
      return new Reply.Yes(code, body);
    }
    Status status = status(code, body);
    if (code >= 400 && code < 500 && code != 408) {
      return new Reply.No(code, status);
    }
    return new Reply.Lost(code, "HTTP " + code + ": " + status.getMessage());
  }

  private Status status(int code, String body) {
    try {
      Status status = client.getKubernetesSerialization().unmarshal(body, Status.class);
      if (status != null && status.getMessage() != null) {
        return status;
      }
    } catch (RuntimeException notOne) {
      // a proxy's page, perhaps
    }
    return new StatusBuilder().withCode(code).withMessage("HTTP " + code).build();
  }

  private static String words(@Nullable Throwable cause) {
    if (cause == null) {
      return "no answer from the API server";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
