package dev.gelada.proxy.client;

import dev.gelada.core.plugin.Connector;
import java.net.http.HttpClient;

/** Opens the way to control APIs of proxies; connects to nobody yet. */
public final class ControlsConnector implements Connector<Controls> {
  @Override
  public Class<Controls> type() {
    return Controls.class;
  }

  @Override
  public Controls open(Ambient ambient) {
    return new Controls(Shared.HTTP, ambient);
  }

  /** One for the JVM: Java 17 cannot close a client, and each keeps a thread and a selector. */
  private static final class Shared {
    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // a token is for one server
            .build();
  }
}
