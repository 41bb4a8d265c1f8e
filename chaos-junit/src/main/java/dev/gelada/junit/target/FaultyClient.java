package dev.gelada.junit.target;

import dev.gelada.core.call.CallPoint;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A client whose requests pass a call point. */
final class FaultyClient extends HttpClient {
  private final CallPoint point;
  private final HttpClient real;

  FaultyClient(CallPoint point, HttpClient real) {
    this.point = point;
    this.real = real;
  }

  @Override
  @SuppressWarnings("unchecked") // the answer is the real one, or none
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    try {
      return (HttpResponse<T>)
          Objects.requireNonNull(point.through("send", () -> real.send(request, handler)));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable other) {
      throw new IOException(other);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the answer
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    return later(() -> real.sendAsync(request, handler));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the answer
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
    return later(() -> real.sendAsync(request, handler, pushes));
  }

  @SuppressWarnings("unchecked") // as with send
  private <T> CompletableFuture<HttpResponse<T>> later(CallPoint.Real call) {
    try {
      return (CompletableFuture<HttpResponse<T>>)
          Objects.requireNonNull(point.through("sendAsync", call));
    } catch (Throwable failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return real.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return real.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return real.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return real.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return real.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return real.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return real.authenticator();
  }

  @Override
  public Version version() {
    return real.version();
  }

  @Override
  public Optional<Executor> executor() {
    return real.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return real.newWebSocketBuilder();
  }
}
