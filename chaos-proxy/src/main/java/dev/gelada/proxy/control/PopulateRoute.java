package dev.gelada.proxy.control;

import dev.gelada.proxy.ActiveFault;
import dev.gelada.proxy.Proxies;
import dev.gelada.proxy.Proxy;
import dev.gelada.proxy.ProxySpec;
import dev.gelada.proxy.ProxyTrouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Toxiproxy's way to make many proxies at once. A proxy that is there and listens and forwards as
 * asked for stays untouched, another one of its name is replaced; the first that fails ends it, and
 * those before it stay.
 */
final class PopulateRoute {
  private final Proxies proxies;
  private final boolean strict;
  private final Object replacing = new Object();

  PopulateRoute(Proxies proxies, boolean strict) {
    this.proxies = proxies;
    this.strict = strict;
  }

  void join(Routes routes) {
    routes.add("POST", "/populate", this::populate);
  }

  private Answer populate(Call call, List<String> names) {
    List<Proxy> made = new ArrayList<>();
    try {
      List<ProxyBody> wanted = wanted(Bodies.first(call));
      // two requests that replace the same proxy would else undo each other halfway
      synchronized (replacing) {
        for (ProxyBody body : wanted) {
          made.add(make(body));
        }
      }
      return answer(made, null);
    } catch (Declined declined) {
      return answer(made, declined);
    } catch (ProxyTrouble trouble) {
      return answer(made, Declined.of(trouble));
    }
  }

  /** All of them, before any is made. */
  private List<ProxyBody> wanted(Json body) throws Declined {
    List<Json> items = new ArrayList<>();
    if (body instanceof Json.Arr array) {
      items.addAll(array.items());
    } else if (!(body instanceof Json.Nil)) {
      throw Declined.badBody("json: cannot unmarshal %s into an array".formatted(body.kind()));
    }
    List<ProxyBody> wanted = new ArrayList<>();
    for (Json item : items) {
      wanted.add(ProxyBody.of(item));
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).name().isEmpty()) {
        throw Declined.missing("name at proxy " + (i + 1));
      }
      if (wanted.get(i).upstream().isEmpty()) {
        throw Declined.missing("upstream at proxy " + (i + 1));
      }
    }
    Strictness strictness = new Strictness(strict);
    items.forEach(item -> strictness.known(item, ProxyBody.KNOWN, ProxyBody.SENT_ALONG));
    strictness.enforce();
    return wanted;
  }

  private Proxy make(ProxyBody wanted) throws Declined, ProxyTrouble {
    Optional<Proxy> there = proxies.proxy(wanted.name());
    if (there.isEmpty()) {
      return proxies.create(wanted.spec());
    }
    Proxy old = there.get();
    if (listensAt(wanted.listen(), old) && old.upstream().equals(wanted.upstream())) {
      return old;
    }
    ProxySpec spec = wanted.spec();
    ProxySpec before =
        new ProxySpec(
            old.name(),
            old.listen(),
            old.upstream(),
            false,
            old.faults().stream()
                .map(ActiveFault::spec)
                // one with a deadline was set on the proxy that is gone: who takes it back asks
                // there
                .filter(fault -> fault.endsAt() == null)
                .toList());
    old.change(null, null, false); // it may still be shown, as another one of the same request
    proxies.remove(old.name());
    try {
      return proxies.create(spec);
    } catch (ProxyTrouble failed) {
      // as in Toxiproxy the old one is still there then, but disabled
      proxies.create(before);
      throw failed;
    }
  }

  private static boolean listensAt(String listen, Proxy proxy) throws Declined {
    try {
      return Listen.resolved(listen).equals(proxy.listen());
    } catch (Listen.Unresolved wrong) {
      throw wrong.declined();
    }
  }

  private static Answer answer(List<Proxy> made, @Nullable Declined declined) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (declined != null) {
      body.put("error", declined.said());
      body.put("status", declined.status());
    }
    List<Object> shown = made.stream().<Object>map(Shown::proxy).toList();
    body.put("proxies", shown.isEmpty() ? null : shown);
    return Answer.json(declined == null ? 201 : declined.status(), body);
  }
}
