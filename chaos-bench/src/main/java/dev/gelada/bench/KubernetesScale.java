package dev.gelada.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it costs to choose a victim and take it: our way beside one list of all pods, on a real API
 * server with simulated pods. Each contender is a process of its own, and they take turns. The list
 * of all pods imitates what chaoskube reads: once on our client, so that only the way differs, and
 * once in Go on the client library that chaoskube uses. Its own binary is measured too where {@code
 * --chaoskube PATH} names it.
 */
public final class KubernetesScale {
  private static final int WARM = 4;
  private static final int ROUNDS = 11;
  private static final int BINARY_RUNS = 3;
  private static final String OURS = "gelada, one in ten opted in";
  private static final String ALL_OURS = "gelada, all opted in";
  private static final String IN_JAVA = "one list, our client";
  private static final String IN_GO = "one list, client-go";
  private static final String CHAOSKUBE = "chaoskube, first round";

  private final Path script;
  private final Path go;
  private final List<Integer> sizes = new ArrayList<>();
  private final Map<String, Map<Integer, ScaleContender.Figures>> all = new LinkedHashMap<>();
  private @Nullable Path chaoskube;
  private boolean requests;

  private KubernetesScale(String[] args) {
    Path root = Files.exists(Path.of("chaos-bench")) ? Path.of("") : Path.of("..");
    script = root.resolve("chaos-k8s/src/test/cluster/kube-fixture.sh").toAbsolutePath();
    go = root.resolve("chaos-bench/src/main/go/allpods").toAbsolutePath();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--pods" ->
            Arrays.stream(args[++i].split(",")).map(Integer::valueOf).forEach(sizes::add);
        case "--chaoskube" -> chaoskube = Path.of(args[++i]);
        case "--requests" -> requests = true;
        default -> throw new IllegalArgumentException("unknown: " + args[i]);
      }
    }
    if (sizes.isEmpty()) {
      sizes.addAll(List.of(2_000, 10_000));
    }
  }

  /** Measures and prints; some ten minutes, or two with {@code --pods 2000}. */
  public static void main(String[] args) throws Exception {
    new KubernetesScale(args).run();
  }

  private void run() throws Exception {
    Path allPods = allPods();
    try (ScaleCluster cluster = new ScaleCluster(script.normalize())) {
      int workloads = 0;
      int pods = 0;
      for (int size : sizes) {
        // 500 workloads of 4; then 1,500 of 5 or 6
        int wanted = size <= 2_000 ? size / 4 : size / 5;
        int more = wanted - workloads;
        int replicas = (size - pods) / more;
        int larger = workloads + (size - pods) % more;
        cluster.grow(workloads, larger, replicas + 1);
        cluster.grow(larger, wanted, replicas);
        workloads = wanted;
        pods = size;
        cluster.ready(pods);
        System.out.printf("%n%,d pods in %,d workloads%n", pods, workloads);
        measure(cluster, allPods, size, pods);
        ratios(size);
      }
    }
    if (sizes.size() > 1) {
      flat();
    }
  }

  private Path allPods() throws IOException, InterruptedException {
    Path binary = Files.createTempDirectory("gelada-allpods").resolve("allpods");
    Process build =
        new ProcessBuilder("go", "build", "-buildvcs=false", "-trimpath", "-o", binary + "", ".")
            .directory(go.normalize().toFile())
            .inheritIO()
            .start();
    if (build.waitFor() != 0) {
      throw new IOException("go build failed in " + go);
    }
    return binary;
  }

  private void measure(ScaleCluster cluster, Path allPods, int size, int pods) throws Exception {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    lines.put(OURS, ScaleContender.java("-Xmx48m", "gelada", "gelada/enabled"));
    lines.put(ALL_OURS, ScaleContender.java("-Xmx48m", "gelada", ScaleCluster.EVERYBODY));
    lines.put(IN_JAVA, ScaleContender.java("-Xmx512m", "all-pods"));
    lines.put(IN_GO, List.of(allPods.toString()));
    Map<String, ScaleContender> contenders = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, List<String>> line : lines.entrySet()) {
        ScaleContender contender = new ScaleContender(cluster, line.getValue());
        contenders.put(line.getKey(), contender);
        contender.round();
        cluster.ready(pods);
      }
      for (int i = 1; i < WARM + ROUNDS; i++) {
        for (ScaleContender contender : contenders.values()) {
          cluster.ready(pods);
          contender.round();
        }
      }
      for (Map.Entry<String, ScaleContender> contender : contenders.entrySet()) {
        cluster.ready(pods);
        contender.getValue().live();
        row(contender.getKey(), size, contender.getValue().figures(WARM));
        if (requests) {
          print(contender.getValue().requests());
        }
      }
    } finally {
      for (ScaleContender contender : contenders.values()) {
        contender.close();
      }
    }
    if (chaoskube != null) {
      row(CHAOSKUBE, size, chaoskube(cluster, chaoskube, pods));
    }
  }

  private void row(String name, int size, ScaleContender.Figures figures) {
    all.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(size, figures);
    System.out.printf(
        Locale.ROOT,
        "%-28s first %,5d ms  later %,5d ms (%,d to %,d)  %,10d bytes  %2d requests"
            + "  resident %3d MiB  live heap %5.1f MiB%n",
        name,
        figures.first(),
        figures.ms(),
        figures.least(),
        figures.most(),
        figures.bytes(),
        figures.requests(),
        figures.peak(),
        figures.live());
  }

  /** Each request of one round: when it came, how long the server took, what was asked. */
  private static void print(String log) {
    Map<Instant, String> sorted = new TreeMap<>();
    for (String line : log.lines().toList()) {
      JsonNode event = new JsonMapper().readTree(line);
      Instant came = Instant.parse(event.path("requestReceivedTimestamp").asString());
      Instant done = Instant.parse(event.path("stageTimestamp").asString());
      sorted.put(
          came,
          "%6.1f ms  %s %s"
              .formatted(
                  Duration.between(came, done).toNanos() / 1e6,
                  event.path("verb").asString(),
                  event.path("requestURI").asString()));
    }
    @Nullable Instant first = null;
    for (Map.Entry<Instant, String> request : sorted.entrySet()) {
      first = first == null ? request.getKey() : first;
      System.out.printf(
          Locale.ROOT,
          "    at %6.1f ms, took %s%n",
          Duration.between(first, request.getKey()).toNanos() / 1e6,
          request.getValue());
    }
  }

  private void ratios(int size) {
    for (String name : List.of(OURS, ALL_OURS)) {
      ScaleContender.Figures ours = figures(name, size);
      for (String other : List.of(IN_JAVA, IN_GO, CHAOSKUBE)) {
        if (!all.containsKey(other)) {
          continue;
        }
        ScaleContender.Figures its = figures(other, size);
        System.out.printf(
            Locale.ROOT,
            "%-28s %.3f of the bytes, %.2f of the time, %.2f of the resident memory of: %s%n",
            name,
            (double) ours.bytes() / its.bytes(),
            (double) ours.ms() / its.ms(),
            (double) ours.peak() / its.peak(),
            other);
      }
    }
  }

  private void flat() {
    int small = sizes.get(0);
    int large = sizes.get(sizes.size() - 1);
    System.out.printf("%n%,d pods against %,d%n", large, small);
    for (String name : all.keySet()) {
      ScaleContender.Figures at = figures(name, small);
      ScaleContender.Figures then = figures(name, large);
      System.out.printf(
          Locale.ROOT,
          "%-28s %.2f times the resident memory, live heap %+.1f MiB, %.2f times the time%n",
          name,
          (double) then.peak() / at.peak(),
          then.live() - at.live(),
          (double) then.ms() / at.ms());
    }
  }

  private ScaleContender.Figures figures(String name, int size) {
    ScaleContender.Figures figures = all.getOrDefault(name, Map.of()).get(size);
    if (figures == null) {
      throw new IllegalStateException("no figures of " + name);
    }
    return figures;
  }

  /** The real one, which knows no second round: from its start to its first deletion. */
  private static ScaleContender.Figures chaoskube(ScaleCluster cluster, Path binary, int pods)
      throws Exception {
    List<ScaleContender.Figures> runs = new ArrayList<>();
    for (int i = 0; i < BINARY_RUNS; i++) {
      cluster.ready(pods);
      runs.add(chaoskube(cluster, binary));
    }
    runs.sort((a, b) -> Long.compare(a.ms(), b.ms()));
    return runs.get(BINARY_RUNS / 2);
  }

  private static ScaleContender.Figures chaoskube(ScaleCluster cluster, Path binary)
      throws Exception {
    try (CountingRelay relay = new CountingRelay(cluster.port())) {
      long log = Files.size(cluster.auditLog());
      long began = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  binary.toString(),
                  "--kubeconfig=" + cluster.kubeconfig(relay.port()),
                  "--no-dry-run",
                  "--interval=10m",
                  "--metrics-address=")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        while (!ScaleContender.tail(cluster.auditLog(), log).contains("\"verb\":\"delete\"")) {
          if (!process.isAlive()) {
            throw new IllegalStateException("chaoskube ended without a deletion");
          }
          TimeUnit.MILLISECONDS.sleep(5);
        }
        long took = (System.nanoTime() - began) / 1_000_000;
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        String peak = status.lines().filter(l -> l.startsWith("VmHWM:")).findFirst().orElse("0");
        return new ScaleContender.Figures(
            took,
            took,
            took,
            took,
            relay.bytes(),
            ScaleContender.tail(cluster.auditLog(), log).lines().count(),
            Long.parseLong(peak.replaceAll("\\D", "")) / 1024,
            0);
      } finally {
        process.destroy();
      }
    }
  }
}
