package dev.gelada.core.probe;

import dev.gelada.core.plugin.Connector;
import java.net.http.HttpClient;

/**
 * Opens the JDK's HTTP client that probes and readiness checks share. It does not follow redirects:
 * a redirect is an answer of its own, and following one would send headers to another server. It
 * speaks HTTP/1.1, because the upgrade to HTTP/2 on a plain connection confuses small servers.
 */
public final class HttpClientConnector implements Connector<HttpClient> {
  @Override
  public Class<HttpClient> type() {
    return HttpClient.class;
  }

  @Override
  public HttpClient open(Ambient ambient) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }
}
