package dev.gelada.proxy.control;

import dev.gelada.proxy.testing.RawHttp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Requests that both servers must answer alike, good, bad and half-good. A case is a sequence; a
 * request is {@code METHOD target body}.
 */
final class Cases {
  private static final String P =
      "POST /proxies {\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:1\"}";
  private static final String T =
      "POST /proxies/p/toxics {\"name\":\"t\",\"type\":\"latency\",\"attributes\":{\"latency\":100}}";

  private final List<Case> all = new ArrayList<>();

  record Case(String name, List<RawHttp.Request> requests) {}

  static List<Case> all() {
    Cases cases = new Cases();
    cases.everyMethodEverywhere();
    cases.oddTargets();
    cases.headers();
    cases.bodiesOfProxies();
    cases.listening();
    cases.changes();
    cases.populate();
    cases.toxics();
    cases.numbers();
    cases.bodiesOfToxics();
    cases.toxicChanges();
    cases.resets();
    cases.names(); // some of which nobody can remove
    return cases.all;
  }

  static RawHttp.Request request(String line) {
    String[] parts = line.split(" ", 3);
    return parts.length == 3
        ? RawHttp.request(parts[0], parts[1], parts[2])
        : RawHttp.request(parts[0], parts[1]);
  }

  private void add(String name, String... lines) {
    all.add(new Case(name, Arrays.stream(lines).map(Cases::request).toList()));
  }

  private void add(String name, RawHttp.Request request) {
    all.add(new Case(name, List.of(request)));
  }

  private void everyMethodEverywhere() {
    List<String> targets =
        List.of(
            "/",
            "/version",
            "/version/",
            "/proxies",
            "/proxies/",
            "/populate",
            "/reset",
            "/proxies/p",
            "/proxies/none",
            "/proxies/p/toxics",
            "/proxies/none/toxics",
            "/proxies/p/toxics/t",
            "/proxies/p/toxics/none",
            "/proxies/none/toxics/t",
            "/proxies/p/nothing",
            "/proxies/p/toxics/t/more",
            "/nothing",
            "/metrics");
    for (String target : targets) {
      for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")) {
        add(method + " " + target, P, T, method + " " + target + " {}", "GET /proxies");
      }
      add("POST " + target + " without a body", P, T, "POST " + target);
    }
    add("a method of nobody", "FETCH /proxies", "get /proxies", "FETCH /nothing");
  }

  private void oddTargets() {
    add("slashes twice", "GET //proxies", "POST /proxies//p {}", "GET /proxies/../version");
    add("dots", P, "GET /./proxies", "GET /proxies/./p", "GET /proxies/p/..", "GET /..");
    add("a query", P, "GET /proxies?x=1", "GET /proxies/p?x=/y", "GET //proxies?x=1");
    add("escapes", P, "GET /%70roxies", "GET /proxies/%70", "GET /proxies%2Fp", "GET /proxies/%2e");
    add("a bad escape", "GET /proxies/%zz");
    add("half an escape", "GET /proxies/%2");
    add("a whole address", P, "GET http://127.0.0.1/proxies/p", "GET http://else.where/nothing");
    add(
        "a plus",
        "POST /proxies {\"name\":\"a+b\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"}",
        "GET /proxies/a+b",
        "GET /proxies/a%2Bb",
        "GET /proxies/a%20b");
    add("a fragment", "GET /proxies#x");
  }

  private void headers() {
    for (String agent :
        List.of("Mozilla/5.0", "Mozilla/", "mozilla/5.0", "Mozilla", " Mozilla/5")) {
      for (String target : List.of("/proxies", "/version", "/nothing")) {
        add("agent '" + agent + "' on " + target, agent("GET", target, agent));
      }
    }
    add("a browser with a wrong method", agent("DELETE", "/proxies", "Mozilla/5.0"));
    add(
        "another content type",
        new RawHttp.Request(
            "POST",
            "/proxies",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "{\"name\":\"p\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"}",
            true));
  }

  private static RawHttp.Request agent(String method, String target, String agent) {
    return new RawHttp.Request(method, target, Map.of("User-Agent", agent), "", false);
  }

  private void bodiesOfProxies() {
    List<String> bodies =
        List.of(
            "",
            "null",
            "{",
            "}",
            "[]",
            "[{}]",
            "\"p\"",
            "1",
            "true",
            "nul",
            "{}",
            "{\"name\":1}",
            "{\"name\":\"p\"}",
            "{\"name\":\"p\",}",
            "{\"name\":\"p\",\"upstream\":\"\"}",
            "{\"name\":\"\",\"upstream\":\"u:1\"}",
            "{\"name\":null,\"upstream\":\"u:1\"}",
            "{\"upstream\":\"u:1\"}",
            "{\"name\":\"p\",\"upstream\":5}",
            "{name:\"p\"}",
            "{'name':'p'}",
            "{\"name\":[\"p\"]}",
            "{\"name\":{\"p\":1}}",
            "{\"name\":true}",
            "{\"name\":\"p\",\"upstream\":\"u:1\",\"enabled\":\"yes\"}",
            "{\"name\":\"p\",\"upstream\":\"u:1\",\"enabled\":1}",
            "{\"name\":\"p\",\"upstream\":\"u:1\",\"listen\":8080}",
            "{\"name\":1,\"name\":\"p\",\"upstream\":\"u:1\"}",
            "{\"name\":\"p\\x\"}",
            "\u0001");
    for (String body : bodies) {
      add("create " + body, RawHttp.request("POST", "/proxies", body));
    }
    List<String> good =
        List.of(
            "{%s}",
            "{%s,\"enabled\":null}",
            "{%s,\"enabled\":true}",
            "{%s} and more",
            "{%s}{\"name\":\"q\"}",
            "{%s,\"more\":{\"x\":[1,2,{}]},\"toxics\":[{}]}",
            "{%s,\"name\":\"q\"}",
            "{%s,\"name\":null}",
            "  \n{%s}\n",
            "{%s,\"NAME\":\"q\"}",
            "{%s,\"Enabled\":false}",
            "{%s,\"enabled\":false}",
            "{%s,\"enabled\":false,\"listen\":\"localhost:0\"}",
            "{%s,\"enabled\":false,\"listen\":\"nonsense\"}",
            "{%s,\"upstream\":\"nonsense\"}",
            "{%s,\"upstream\":\"no.such.host.invalid:1\"}");
    for (String body : good) {
      add(
          "create " + body,
          "POST /proxies "
              + body.formatted("\"name\":\"p\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\""),
          "GET /proxies");
    }
    add("create twice", P, P, "GET /proxies");
    add("create twice with a mistake", P, "POST /proxies {\"name\":\"p\"}", "POST /proxies {}");
  }

  private void listening() {
    for (String listen :
        List.of(
            "localhost:0",
            "127.0.0.1:0",
            ":0",
            "",
            "0.0.0.0:0",
            "[::]:0",
            "[::1]:0",
            "<busy>",
            "nonsense",
            "127.0.0.1",
            "127.0.0.1:99999",
            "127.0.0.1:-1",
            "8.8.8.8:0",
            "8.8.8.8:1",
            "256.256.256.256:1",
            "127.0.0.1:0 ")) {
      String body = "{\"name\":\"p\",\"upstream\":\"u:1\",\"listen\":\"%s\"%s}";
      add("listen '" + listen + "'", "POST /proxies " + body.formatted(listen, ""), "GET /proxies");
      add(
          "listen '" + listen + "' later",
          "POST /proxies " + body.formatted(listen, ",\"enabled\":false"));
    }
  }

  private void changes() {
    for (String method : List.of("POST", "PATCH")) {
      for (String body :
          List.of(
              "{}",
              "null",
              "{\"enabled\":false}",
              "{\"enabled\":true}",
              "{\"upstream\":\"v:2\"}",
              "{\"listen\":\"127.0.0.1:0\"}",
              "{\"listen\":\"<listen:p>\"}",
              "{\"listen\":\"localhost:<port:p>\"}",
              "{\"listen\":\"<busy>\"}",
              "{\"listen\":\"nonsense\"}",
              "{\"name\":\"q\"}",
              "{\"name\":1}",
              "[]",
              "1",
              "\"x\"",
              "{\"enabled\":\"no\"}",
              "{\"upstream\":1}",
              "{\"upstream\":null,\"enabled\":null}",
              "{\"upstream\":\"v:2\",\"enabled\":false,\"listen\":\"127.0.0.1:0\"}",
              "{\"upstream\":\"v:2\",\"enabled\":1}",
              "{\"ENABLED\":false}",
              "{\"more\":1}",
              "{\"listen\":\"127.0.0.1:99999\"}",
              "{\"upstream\":\"\"}",
              "{\"name\":\"p\",\"listen\":\"<listen:p>\",\"upstream\":\"127.0.0.1:1\",\"enabled\":false,\"toxics\":[]}")) {
        add(method + " change " + body, P, T, method + " /proxies/p " + body, "GET /proxies/p");
      }
    }
    add(
        "disable and enable",
        P,
        T,
        "POST /proxies/p {\"enabled\":false}",
        "GET /proxies",
        "POST /proxies/p {\"enabled\":true}",
        "GET /proxies");
    add(
        "change while it is disabled",
        P,
        "POST /proxies/p {\"enabled\":false}",
        "POST /proxies/p {\"upstream\":\"v:2\",\"listen\":\"localhost:0\"}",
        "GET /proxies/p",
        "POST /proxies/p {\"enabled\":true}",
        "GET /proxies/p");
    add(
        "change to a busy place and back",
        P,
        "POST /proxies/p {\"listen\":\"<busy>\"}",
        "GET /proxies/p",
        "POST /proxies/p {\"enabled\":true}",
        "POST /proxies/p {\"listen\":\"127.0.0.1:0\",\"enabled\":true}",
        "GET /proxies/p");
    add(
        "enable what cannot listen",
        "POST /proxies {\"name\":\"p\",\"upstream\":\"u:1\",\"listen\":\"<busy>\",\"enabled\":false}",
        "POST /proxies/p {\"enabled\":true}",
        "GET /proxies/p");
    add("delete twice", P, "DELETE /proxies/p", "DELETE /proxies/p", "GET /proxies/p", P);
    add(
        "two proxies at one place",
        P,
        "POST /proxies {\"name\":\"q\",\"upstream\":\"u:1\",\"listen\":\"<listen:p>\"}",
        "GET /proxies");
    add(
        "a place freed",
        P,
        "POST /proxies/p {\"enabled\":false}",
        "POST /proxies {\"name\":\"q\",\"upstream\":\"u:1\",\"listen\":\"<listen:p>\"}",
        "POST /proxies/p {\"enabled\":true}",
        "GET /proxies");
  }

  private void names() {
    String body = "POST /proxies {\"name\":\"%s\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"}";
    add("name with spaces", body.formatted("a b"), "GET /proxies/a%20b", "DELETE /proxies/a%20b");
    add("name in Greek", body.formatted("αβ"), "GET /proxies/%CE%B1%CE%B2", "GET /proxies");
    add(
        "name in HTML",
        body.formatted("<b>&amp;</b>"),
        "GET /proxies/%3Cb%3E%26amp;%3C%2Fb%3E",
        "GET /proxies");
    add(
        "name with a slash",
        body.formatted("a/b"),
        "GET /proxies/a%2Fb",
        "GET /proxies/a/b",
        "GET /proxies");
    add("name with quotes", body.formatted("a\\\"b\\\\c"), "GET /proxies/a%22b%5Cc");
    add(
        "name with control characters",
        body.formatted("a\\n\\t\\u0001\\u007f\\b\\f"),
        "GET /proxies");
    add("name with line separators", body.formatted("\\u2028\\u2029"), "GET /proxies");
    add("name beyond the basic plane", body.formatted("🐒"), "GET /proxies/%F0%9F%90%92");
    add("name of dots", body.formatted(".."), "GET /proxies/..", "GET /proxies/%2E%2E");
    add("a long name", body.formatted("n".repeat(2000)), "GET /proxies/" + "n".repeat(2000));
    add(
        "several in order",
        body.formatted("b"),
        body.formatted("a"),
        body.formatted("B"),
        body.formatted("é"),
        "GET /proxies");
  }

  private void populate() {
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "1",
            "\"x\"",
            "[",
            "[1]",
            "[null]",
            "[{}]",
            "[[]]",
            "[{\"name\":\"a\"}]",
            "[{\"upstream\":\"u:1\"}]",
            "[{\"name\":5,\"upstream\":\"u:1\"}]",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"},{\"name\":\"b\"}]",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"},{\"name\":\"b\",\"upstream\":\"\"}]",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"}]",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\",\"enabled\":null}] x",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"localhost:0\",\"enabled\":false}]",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\",\"enabled\":\"x\"}]",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"},{\"name\":\"b\",\"upstream\":\"u:1\",\"listen\":\"<busy>\"},{\"name\":\"c\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"}]",
            "[{\"name\":\"b\",\"upstream\":\"u:1\",\"listen\":\"<busy>\"}]",
            "[{\"name\":\"b\",\"upstream\":\"u:1\",\"listen\":\"nonsense\"}]",
            "[{\"name\":\"b\",\"upstream\":\"u:1\",\"listen\":\"nonsense\",\"enabled\":false}]",
            "[{\"name\":\"a\",\"upstream\":\"u:1\",\"listen\":\"127.0.0.1:0\"},{\"name\":\"a\",\"upstream\":\"v:1\",\"listen\":\"127.0.0.1:0\"}]")) {
      add("populate " + body, RawHttp.request("POST", "/populate", body));
      all.add(
          new Case(
              "populate, then list " + body,
              List.of(
                  request(P),
                  RawHttp.request("POST", "/populate", body),
                  request("GET /proxies"))));
    }
    String again = "POST /populate [{\"name\":\"p\",\"upstream\":\"%s\",\"listen\":\"%s\"%s}]";
    add(
        "populate what is there",
        P,
        T,
        again.formatted("127.0.0.1:1", "<listen:p>", ""),
        "GET /proxies");
    add(
        "populate what is there by its name",
        P,
        T,
        again.formatted("127.0.0.1:1", "localhost:<port:p>", ""),
        "GET /proxies");
    add(
        "populate what is there but disabled",
        P,
        T,
        again.formatted("127.0.0.1:1", "<listen:p>", ",\"enabled\":false"),
        "GET /proxies");
    add(
        "populate with another upstream",
        P,
        T,
        again.formatted("v:1", "<listen:p>", ""),
        "GET /proxies");
    add(
        "populate with another place",
        P,
        T,
        again.formatted("127.0.0.1:1", "127.0.0.1:0", ""),
        "GET /proxies");
    add(
        "populate over what is disabled",
        P,
        T,
        "POST /proxies/p {\"enabled\":false}",
        again.formatted("v:1", "<listen:p>", ""),
        "GET /proxies");
    add(
        "populate with a busy place",
        P,
        T,
        again.formatted("127.0.0.1:1", "<busy>", ""),
        "GET /proxies");
    add(
        "populate with nonsense",
        P,
        T,
        again.formatted("127.0.0.1:1", "nonsense", ""),
        "GET /proxies");
  }

  private void toxics() {
    for (String type :
        List.of(
            "latency",
            "bandwidth",
            "slow_close",
            "timeout",
            "reset_peer",
            "slicer",
            "limit_data",
            "noop")) {
      for (String stream : List.of("upstream", "downstream")) {
        String add =
            "POST /proxies/p/toxics {\"type\":\"" + type + "\",\"stream\":\"" + stream + "\"";
        add(
            "toxic " + type + " " + stream,
            P,
            add + "}",
            "GET /proxies/p/toxics/" + type + "_" + stream,
            "GET /proxies/p/toxics",
            "GET /proxies/p",
            add + "}",
            "DELETE /proxies/p/toxics/" + type + "_" + stream,
            "GET /proxies/p/toxics");
        add(
            "toxic " + type + " " + stream + " with everything",
            P,
            add
                + ",\"name\":\"n\",\"toxicity\":0.25,\"attributes\":{\"latency\":1,\"jitter\":2,\"rate\":3,"
                + "\"delay\":4,\"timeout\":5,\"average_size\":6,\"size_variation\":7,\"bytes\":8,\"other\":9}}",
            "GET /proxies");
      }
    }
    add(
        "toxics in order",
        P,
        "POST /proxies/p/toxics {\"type\":\"noop\",\"name\":\"1\"}",
        "POST /proxies/p/toxics {\"type\":\"noop\",\"name\":\"2\",\"stream\":\"upstream\"}",
        "POST /proxies/p/toxics {\"type\":\"noop\",\"name\":\"3\"}",
        "POST /proxies/p/toxics {\"type\":\"noop\",\"name\":\"4\",\"stream\":\"upstream\"}",
        "GET /proxies/p/toxics",
        "DELETE /proxies/p/toxics/1",
        "GET /proxies");
    add(
        "one name on both streams",
        P,
        "POST /proxies/p/toxics {\"type\":\"noop\",\"name\":\"1\"}",
        "POST /proxies/p/toxics {\"type\":\"latency\",\"name\":\"1\",\"stream\":\"upstream\"}");
    add("toxic on a disabled proxy", P, "POST /proxies/p {\"enabled\":false}", T, "GET /proxies");
    add(
        "toxics stay when a proxy is disabled",
        P,
        T,
        "POST /proxies/p {\"enabled\":false}",
        "POST /proxies/p {\"enabled\":true}",
        "GET /proxies");
    add(
        "odd names of toxics",
        P,
        "POST /proxies/p/toxics {\"type\":\"noop\",\"name\":\"a b<&>é\"}",
        "GET /proxies/p/toxics/a%20b%3C%26%3E%C3%A9",
        "DELETE /proxies/p/toxics/a%20b%3C%26%3E%C3%A9");
    add(
        "toxic for nobody",
        "POST /proxies/none/toxics {\"type\":\"noop\"}",
        "POST /proxies/none/toxics {");
  }

  private void numbers() {
    for (String number :
        List.of(
            "0",
            "1",
            "-1",
            "-0",
            "1.0",
            "1.5",
            "1e3",
            "1e-3",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e400",
            "\"5\"",
            "null",
            "true",
            "[]",
            "{}",
            "00",
            "0x10",
            "+1",
            ".5",
            "1.")) {
      add(
          "latency of " + number,
          P,
          "POST /proxies/p/toxics {\"type\":\"latency\",\"attributes\":{\"latency\":"
              + number
              + "}}",
          "GET /proxies/p/toxics");
    }
    for (String number :
        List.of(
            "0",
            "1",
            "7",
            "-1",
            "0.5",
            "0.1",
            "0.30000000000000004",
            "1e-7",
            "1.5e-8",
            "1e20",
            "1e21",
            "1.25e30",
            "3.4e38",
            "3.5e38",
            "1e-46",
            "123456789",
            "0.123456789",
            "16777217",
            "-0",
            "1e400",
            "\"0.5\"",
            "null",
            "true",
            "NaN",
            "100000000000")) {
      add(
          "toxicity of " + number,
          P,
          "POST /proxies/p/toxics {\"type\":\"noop\",\"toxicity\":" + number + "}",
          "GET /proxies/p/toxics");
    }
  }

  private void bodiesOfToxics() {
    for (String body :
        List.of(
            "",
            "null",
            "{",
            "[]",
            "1",
            "{}",
            "{\"type\":\"\"}",
            "{\"type\":\"nope\"}",
            "{\"type\":5}",
            "{\"type\":null}",
            "{\"name\":\"x\"}",
            "{\"type\":\"Latency\"}",
            "{\"TYPE\":\"noop\"}",
            "{\"type\":\"noop\",\"stream\":\"sideways\"}",
            "{\"type\":\"noop\",\"stream\":\"\"}",
            "{\"type\":\"noop\",\"stream\":null}",
            "{\"type\":\"noop\",\"stream\":1}",
            "{\"type\":\"nope\",\"stream\":\"sideways\"}",
            "{\"type\":\"noop\",\"name\":\"\"}",
            "{\"type\":\"noop\",\"name\":null}",
            "{\"type\":\"noop\",\"name\":7}",
            "{\"type\":\"latency\",\"attributes\":null}",
            "{\"type\":\"latency\",\"attributes\":[]}",
            "{\"type\":\"latency\",\"attributes\":\"x\"}",
            "{\"type\":\"latency\",\"attributes\":5}",
            "{\"type\":\"nope\",\"attributes\":5}",
            "{\"type\":\"nope\",\"attributes\":{\"latency\":\"x\"}}",
            "{\"type\":\"latency\",\"attributes\":{\"Latency\":5,\"JITTER\":6}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":5,\"latency\":6}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":5},\"attributes\":{\"jitter\":6}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":\"x\",\"latency\":6}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":5,\"latency\":null}}",
            "{\"attributes\":{\"latency\":5},\"type\":\"latency\"}",
            "{\"type\":\"latency\",\"latency\":5}",
            "{\"type\":\"noop\"} and more",
            "{\"type\":\"noop\",\"toxicity\":0.5,\"Toxicity\":0.25}",
            "{\"type\":\"noop\",\"attributes\":{\"x\":{\"y\":[1]}}}",
            "{\"type\":\"noop\",\"direction\":1}",
            "{\"type\":\"bandwidth\",\"attributes\":{\"rate\":\"100\"}}",
            "{type:noop}")) {
      all.add(
          new Case(
              "add " + body,
              List.of(
                  request(P),
                  RawHttp.request("POST", "/proxies/p/toxics", body),
                  request("GET /proxies/p/toxics"))));
    }
    add(
        "add twice",
        P,
        T,
        T,
        "POST /proxies/p/toxics {\"name\":\"t\",\"type\":\"nope\"}",
        "POST /proxies/p/toxics {\"name\":\"t\",\"type\":\"noop\",\"attributes\":5}",
        "POST /proxies/p/toxics {\"name\":\"t\",\"type\":\"latency\",\"attributes\":{\"latency\":\"x\"}}");
  }

  private void toxicChanges() {
    for (String method : List.of("POST", "PATCH")) {
      for (String body :
          List.of(
              "",
              "null",
              "{}",
              "[]",
              "{",
              "1",
              "{\"attributes\":{\"latency\":7}}",
              "{\"attributes\":{\"jitter\":7}}",
              "{\"attributes\":{\"LATENCY\":7}}",
              "{\"attributes\":null}",
              "{\"attributes\":{}}",
              "{\"attributes\":[]}",
              "{\"attributes\":{\"latency\":\"x\"}}",
              "{\"attributes\":{\"other\":1}}",
              "{\"toxicity\":0.5}",
              "{\"toxicity\":7}",
              "{\"toxicity\":\"1\"}",
              "{\"toxicity\":null}",
              "{\"toxicity\":0}",
              "{\"name\":\"u\",\"type\":\"noop\",\"stream\":\"upstream\",\"toxicity\":0.5}",
              "{\"name\":5}",
              "{\"type\":[],\"stream\":{}}",
              "{\"attributes\":{\"latency\":7},\"toxicity\":0.5} x",
              "{\"attributes\":{\"latency\":-7}}",
              "{\"attributes\":{\"latency\":1.5}}")) {
        all.add(
            new Case(
                method + " toxic " + body,
                List.of(
                    request(P),
                    request(T),
                    RawHttp.request(method, "/proxies/p/toxics/t", body),
                    request("GET /proxies/p/toxics"))));
      }
    }
  }

  private void resets() {
    add("reset nothing", "POST /reset", "POST /reset {}", "POST /reset nonsense");
    add(
        "reset everything",
        P,
        T,
        "POST /proxies/p {\"enabled\":false}",
        "POST /proxies {\"name\":\"q\",\"upstream\":\"u:1\",\"listen\":\"localhost:0\",\"enabled\":false}",
        "POST /reset",
        "GET /proxies",
        T);
    add(
        "reset what cannot listen",
        "POST /proxies {\"name\":\"p\",\"upstream\":\"u:1\",\"listen\":\"<busy>\",\"enabled\":false}",
        "POST /reset",
        "GET /proxies");
  }
}
