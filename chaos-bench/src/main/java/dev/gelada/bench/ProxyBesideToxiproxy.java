package dev.gelada.bench;

import dev.gelada.bench.ProxyRows.Work;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The same work through a direct connection, through our proxy and through Toxiproxy 2.12.0, in
 * turns: each round does each kind of work with each of them before the next begins. The proxies
 * are processes of their own; clients and servers share this one. All traffic stays on 127.0.0.1,
 * so the figures are those of copying and waking, not of a network.
 */
public final class ProxyBesideToxiproxy {
  private static final long LONGEST_MINUTES = 25;

  private final Map<String, Integer> rounds = new LinkedHashMap<>();
  private final List<String> flags = new ArrayList<>();
  private final List<String> only = new ArrayList<>();
  private boolean quick;
  private int forced;

  private ProxyBesideToxiproxy(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> quick = true;
        case "--rounds" -> forced = Integer.parseInt(args[++i]);
        case "--only" -> only.addAll(List.of(args[++i].split(",")));
        case "--jvm" -> flags.add(args[++i]);
        default -> throw new IllegalArgumentException("unknown: " + args[i]);
      }
    }
  }

  /**
   * Measures and prints; about ten minutes, or one and a half with {@code --quick}. {@code --only
   * bulk,http,echo,connections,slow,exact,memory} leaves rows out, {@code --rounds N} sets their
   * number, and each {@code --jvm "FLAGS"} adds one more of our proxies with those flags.
   */
  public static void main(String[] args) throws Exception {
    ProxyBesideToxiproxy bench = new ProxyBesideToxiproxy(args);
    // on a daemon thread, so that neither it nor a client of a broken round keeps this process
    Thread all = new Thread(bench::runLoudly, "bench");
    all.setDaemon(true);
    all.start();
    all.join(TimeUnit.MINUTES.toMillis(LONGEST_MINUTES));
    if (all.isAlive()) {
      System.err.println("this takes too long; ended");
    }
  }

  private void runLoudly() {
    try {
      run();
    } catch (Exception broken) {
      throw new IllegalStateException("the measurement broke off", broken);
    }
  }

  private static Path toxiproxy() {
    String told = System.getProperty("GELADA_TOXIPROXY", System.getenv("GELADA_TOXIPROXY"));
    Path folder =
        told == null
            ? Path.of(System.getProperty("user.home"), ".cache/gelada/toxiproxy-2.12.0")
            : Path.of(told);
    Path server = folder.resolve("server");
    if (!Files.isExecutable(server)) {
      throw new IllegalStateException(
          "there is no "
              + server
              + "; run: GOBIN="
              + folder
              + " go install github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0");
    }
    return server;
  }

  private void run() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%d processors, load %.1f at the start, Java %s, Linux %s%n",
        Runtime.getRuntime().availableProcessors(),
        load(),
        Runtime.version(),
        System.getProperty("os.version"));
    Path server = toxiproxy();
    ProxyFigures figures = new ProxyFigures();
    List<ProxyContender> contenders = new ArrayList<>();
    try (ProxyServers servers = new ProxyServers()) {
      ProxyRows rows = new ProxyRows(servers, figures, quick);
      if (wanted("memory")) {
        memory(server, rows, figures);
      }
      contenders.add(ProxyContender.direct());
      contenders.add(ProxyContender.gelada(ProxyContender.GELADA, ProxyContender.STANDALONE));
      contenders.add(ProxyContender.toxiproxy(server));
      for (int i = 0; i < flags.size(); i++) {
        contenders.add(
            ProxyContender.gelada("variant " + (i + 1), List.of(flags.get(i).split(" "))));
      }
      turns("bulk", quick ? 3 : 7, rows::bulk, contenders, figures);
      turns("http", quick ? 3 : 7, rows::http, contenders, figures);
      turns("echo", quick ? 3 : 7, rows::echo, contenders, figures);
      figures.above("added by the proxy, p50 us", "echo at 1,000/s, p50 us");
      figures.above("added by the proxy, p99 us", "echo at 1,000/s, p99 us");
      turns("connections", quick ? 3 : 7, rows::connections, contenders, figures);
      turns("slow", quick ? 1 : 3, rows::slow, contenders, figures);
      turns("exact", quick ? 1 : 3, rows::exact, contenders, figures);
    } finally {
      for (ProxyContender each : contenders) {
        each.close();
      }
    }
    figures.print(contenders.stream().map(ProxyContender::name).toList());
    flags.forEach(each -> System.out.println("variant " + (flags.indexOf(each) + 1) + ": " + each));
    figures.judge();
    System.out.printf(Locale.ROOT, "rounds: %s; load %.1f at the end%n", rounds, load());
  }

  private void memory(Path server, ProxyRows rows, ProxyFigures figures) throws Exception {
    figures.count(true);
    int count = forced > 0 ? forced : quick ? 1 : 3;
    rounds.put("memory", count);
    for (int round = 0; round < count; round++) {
      try (ProxyContender gelada =
          ProxyContender.gelada(ProxyContender.GELADA, ProxyContender.STANDALONE)) {
        rows.memory(gelada);
      }
      try (ProxyContender theirs = ProxyContender.toxiproxy(server)) {
        rows.memory(theirs);
      }
      for (int i = 0; i < flags.size(); i++) {
        try (ProxyContender variant =
            ProxyContender.gelada("variant " + (i + 1), List.of(flags.get(i).split(" ")))) {
          rows.memory(variant);
        }
      }
    }
  }

  private void turns(
      String name, int usual, Work work, List<ProxyContender> contenders, ProxyFigures figures)
      throws Exception {
    if (!wanted(name)) {
      return;
    }
    int count = forced > 0 ? forced : usual;
    rounds.put(name, count);
    int warmUps = usual > 3 || quick ? 1 : 0;
    for (int round = -warmUps; round < count; round++) {
      figures.count(round >= 0);
      for (int turn = 0; turn < contenders.size(); turn++) {
        work.measure(contenders.get(Math.floorMod(round + turn, contenders.size())));
      }
    }
  }

  private boolean wanted(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
