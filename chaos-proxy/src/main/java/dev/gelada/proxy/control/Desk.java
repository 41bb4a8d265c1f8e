package dev.gelada.proxy.control;

import dev.gelada.core.plugin.Secret;
import dev.gelada.proxy.ProxyTrouble;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request: checks who asks, finds the route, and puts errors into the form of the API
 * that was asked. Thread-safe; blocks as long as the proxies do.
 */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private static final String BEARER = "Bearer ";

  private final Routes routes;
  private final @Nullable Secret token;
  private final String id;
  private final AtomicLong served = new AtomicLong();

  /**
   * @param token without which nobody is answered; null to answer everybody
   * @param id with which request ids begin
   */
  Desk(Routes routes, @Nullable Secret token, String id) {
    this.routes = routes;
    this.token = token;
    this.id = id;
  }

  Answer answer(Call call) {
    boolean own = OwnRoutes.covers(call.target().path());
    if (!admitted(call.credentials())) {
      return error(own, new Declined(401, "unauthorized", "a bearer token is needed"))
          .with("WWW-Authenticate", "Bearer");
    }
    Target clean = call.target().clean();
    if (!clean.equals(call.target())) {
      return Answer.moved(clean.encoded());
    }
    Routes.Found found = routes.find(call.method(), call.target());
    if (found instanceof Routes.Found.There there) {
      return routed(own, call, there)
          .with("X-Toxiproxy-Request-Id", "%s%08x".formatted(id, served.incrementAndGet()));
    }
    boolean nowhere = found instanceof Routes.Found.Nowhere;
    if (own) {
      return nowhere
          ? error(true, new Declined(404, "no-route", "no such path: " + call.target().path()))
          : error(true, new Declined(405, "method", "not with method " + call.method()));
    }
    return nowhere ? Answer.error(404, "404 page not found") : Answer.empty(405);
  }

  private static Answer routed(boolean own, Call call, Routes.Found.There there) {
    // a page that somebody looks at must not be able to command proxies on his machine
    if (call.agent().startsWith("Mozilla/")) {
      return own
          ? error(true, new Declined(403, "browser", "browsers are not answered"))
          : Answer.error(403, "User agent not allowed");
    }
    try {
      return there.handler().answer(call, there.names());
    } catch (Declined declined) {
      return error(own, declined);
    } catch (ProxyTrouble trouble) {
      return error(own, own ? Declined.plainly(trouble) : Declined.of(trouble));
    } catch (RuntimeException mistake) {
      // ours; whoever asked gets an answer, and the next request is served
      LOG.error("{} {} failed", call.method(), call.target().path(), mistake);
      return error(
          own, new Declined(500, "mistake", "the server made a mistake; its log says which"));
    }
  }

  private static Answer error(boolean own, Declined declined) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", declined.said());
    body.put("status", declined.status());
    if (own) {
      body.put("kind", declined.kind());
      return Answer.json(declined.status(), body);
    }
    return Answer.error(declined.status(), JsonWriter.bytes(body));
  }

  /** Compared in constant time, so that answering does not tell how much of a guess was right. */
  private boolean admitted(String credentials) {
    return token == null
        || (credentials.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && MessageDigest.isEqual(
                credentials.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8),
                token.value().getBytes(StandardCharsets.UTF_8)));
  }
}
