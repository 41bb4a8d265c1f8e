package dev.gelada.junit.target;

import dev.gelada.core.call.CallPoint;
import dev.gelada.core.call.Operation;
import dev.gelada.core.plugin.SystemTime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Requests through a {@link HttpClient}: hand {@link #client} to the code under test. Operations
 * are {@code send} and {@code sendAsync}.
 */
public final class HttpTarget extends CallTarget {
  private final HttpClient client;

  private HttpTarget(CallPoint point, HttpClient real) {
    super(point);
    this.client = new FaultyClient(point, real);
  }

  /**
   * Stands before a client.
   *
   * @param name what files and annotations call it
   */
  public static HttpTarget wrap(String name, HttpClient real) {
    return new HttpTarget(
        new CallPoint(
            name,
            Map.of(
                "send",
                new Operation(Object.class, List.of(IOException.class, InterruptedException.class)),
                "sendAsync",
                new Operation(CompletableFuture.class, List.of())),
            new SystemTime()),
        real);
  }

  /** What the code under test gets. */
  public HttpClient client() {
    return client;
  }
}
