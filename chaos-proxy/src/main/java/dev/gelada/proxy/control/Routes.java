package dev.gelada.proxy.control;

import dev.gelada.proxy.ProxyTrouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A table of routes: which methods on which path are answered by what. */
final class Routes {
  private static final String NAME = "{}";

  private final List<Route> table = new ArrayList<>();

  /** What answers. May block. */
  interface Handler {
    /**
     * Answers.
     *
     * @param names what stands in the path for each {@code {}}
     */
    Answer answer(Call call, List<String> names) throws Declined, ProxyTrouble;
  }

  /** What a path and a method lead to. */
  sealed interface Found {
    record There(Handler handler, List<String> names) implements Found {}

    /** The path is there for other methods only. */
    record OtherMethod() implements Found {}

    record Nowhere() implements Found {}
  }

  private record Route(Set<String> methods, List<String> pattern, Handler handler) {
    boolean covers(List<String> path) {
      if (path.size() != pattern.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        boolean fits =
            pattern.get(i).equals(NAME)
                ? !path.get(i).isEmpty()
                : pattern.get(i).equals(path.get(i));
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    List<String> names(List<String> path) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < path.size(); i++) {
        if (pattern.get(i).equals(NAME)) {
          names.add(path.get(i));
        }
      }
      return names;
    }

    boolean takes(String method) {
      return methods.isEmpty() || methods.contains(method);
    }
  }

  /**
   * Adds one.
   *
   * @param methods for example {@code POST PATCH}; empty for any
   * @param path for example {@code /proxies/{}}, where {@code {}} is any one part
   */
  Routes add(String methods, String path, Handler handler) {
    table.add(
        new Route(
            methods.isEmpty() ? Set.of() : Set.of(methods.split(" ")),
            Arrays.asList(path.substring(1).split("/")),
            handler));
    return this;
  }

  Found find(String method, Target target) {
    List<String> path = target.segments();
    Found found = new Found.Nowhere();
    for (Route route : table) {
      if (route.covers(path)) {
        if (route.takes(method)) {
          return new Found.There(route.handler(), route.names(path));
        }
        found = new Found.OtherMethod();
      }
    }
    return found;
  }
}
