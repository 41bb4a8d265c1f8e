package dev.gelada.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to choose a victim and take it: our way beside one list of all pods, on a real API
 * server with simulated pods. Each contender is a process of its own and reaches the server through
 * a relay that counts bytes; requests are counted in the server's audit log. The list of all pods
 * imitates what chaoskube reads, in Java and on the same client; its own binary is measured too
 * where {@code --chaoskube PATH} names it.
 */
public final class KubernetesScale {
  private static final int WARM = 5;
  private static final String[] JVM = {"-Xmx512m", "-XX:+UseSerialGC"};

  /**
   * One contender at one size.
   *
   * @param first ms of the first round of a process
   * @param later ms of a later one, the median
   * @param bytes from the server in one later round
   * @param requests of one later round
   * @param peak resident memory in MiB, after all rounds
   */
  private record Figures(long first, long later, long bytes, long requests, long peak) {}

  private final Path script;
  private final List<Integer> sizes = new ArrayList<>();
  private @Nullable Path chaoskube;

  private KubernetesScale(String[] args) {
    Path here = Path.of("chaos-k8s/src/test/cluster/kube-fixture.sh");
    script = Files.exists(here) ? here : Path.of("..").resolve(here);
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--pods" ->
            Arrays.stream(args[++i].split(",")).map(Integer::valueOf).forEach(sizes::add);
        case "--chaoskube" -> chaoskube = Path.of(args[++i]);
        default -> throw new IllegalArgumentException("unknown: " + args[i]);
      }
    }
    if (sizes.isEmpty()) {
      sizes.addAll(List.of(2_000, 10_000));
    }
  }

  /** Measures and prints; about six minutes, or one with {@code --pods 2000}. */
  public static void main(String[] args) throws Exception {
    new KubernetesScale(args).run();
  }

  private void run() throws Exception {
    Map<String, Map<Integer, Figures>> all = new LinkedHashMap<>();
    try (ScaleCluster cluster = new ScaleCluster(script.toAbsolutePath().normalize())) {
      int workloads = 0;
      int pods = 0;
      for (int size : sizes) {
        // 500 workloads of 4; then as many of 5 and a bit as it takes to 2,000 workloads
        int wanted = size <= 2_000 ? size / 4 : size / 5;
        int more = wanted - workloads;
        int replicas = (size - pods) / more;
        cluster.grow(workloads, wanted, replicas);
        workloads = wanted;
        pods += more * replicas;
        cluster.ready(pods);
        System.out.printf("%n%,d pods in %,d workloads%n", pods, workloads);
        row(all, "gelada, one in ten opted in", size, rounds(cluster, "gelada", "gelada/enabled"));
        cluster.ready(pods);
        row(all, "gelada, all opted in", size, rounds(cluster, "gelada", ScaleCluster.EVERYBODY));
        cluster.ready(pods);
        row(all, "all pods in one list (imitation)", size, rounds(cluster, "all-pods"));
        cluster.ready(pods);
        if (chaoskube != null) {
          row(all, "chaoskube", size, chaoskube(cluster, chaoskube));
          cluster.ready(pods);
        }
        ratios(all, size);
      }
    }
  }

  private static void row(
      Map<String, Map<Integer, Figures>> all, String name, int size, Figures figures) {
    all.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(size, figures);
    System.out.printf(
        Locale.ROOT,
        "%-34s first %,6d ms  later %,6d ms  %,11d bytes  %3d requests  peak %4d MiB%n",
        name,
        figures.first(),
        figures.later(),
        figures.bytes(),
        figures.requests(),
        figures.peak());
  }

  private static void ratios(Map<String, Map<Integer, Figures>> all, int size) {
    Figures other = figures(all, "all pods in one list (imitation)", size);
    for (String name : List.of("gelada, one in ten opted in", "gelada, all opted in")) {
      Figures ours = figures(all, name, size);
      System.out.printf(
          Locale.ROOT,
          "%-34s %.3f of the bytes, %.2f of the time, %.2f of the memory of one list%n",
          name,
          (double) ours.bytes() / other.bytes(),
          (double) ours.later() / other.later(),
          (double) ours.peak() / other.peak());
    }
  }

  private static Figures figures(Map<String, Map<Integer, Figures>> all, String name, int size) {
    Figures figures = all.getOrDefault(name, Map.of()).get(size);
    if (figures == null) {
      throw new IllegalStateException("no figures of " + name);
    }
    return figures;
  }

  private static Figures rounds(ScaleCluster cluster, String... what) throws Exception {
    try (CountingRelay relay = new CountingRelay(cluster.port())) {
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(List.of(JVM));
      line.addAll(List.of("-cp", System.getProperty("java.class.path")));
      line.add(ScaleRounds.class.getName());
      line.addAll(List.of(what));
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("KUBECONFIG", cluster.kubeconfig(relay.port()).toString());
      Process process = builder.start();
      try (Writer in = process.outputWriter(StandardCharsets.UTF_8);
          BufferedReader out =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        long first = round(in, out)[0];
        long bytes = relay.bytes();
        long log = Files.size(cluster.auditLog());
        long[] times = new long[WARM];
        long peak = 0;
        for (int i = 0; i < WARM; i++) {
          long[] answer = round(in, out);
          times[i] = answer[0];
          peak = answer[1] / 1024;
        }
        bytes = (relay.bytes() - bytes) / WARM;
        long requests = lines(cluster.auditLog(), log) / WARM;
        Arrays.sort(times);
        return new Figures(first, times[WARM / 2], bytes, requests, peak);
      } finally {
        process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
      }
    }
  }

  private static long[] round(Writer in, BufferedReader out) throws IOException {
    in.write("\n");
    in.flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new IOException("the measured process ended");
    }
    String[] words = answer.split(" ");
    return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
  }

  private static long lines(Path log, long from) throws IOException {
    return tail(log, from).lines().count();
  }

  private static String tail(Path log, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** One round of the real one: from its start to its first deletion. */
  private static Figures chaoskube(ScaleCluster cluster, Path binary) throws Exception {
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
        while (!tail(cluster.auditLog(), log).contains("\"verb\":\"delete\"")) {
          if (!process.isAlive()) {
            throw new IllegalStateException("chaoskube ended without a deletion");
          }
          TimeUnit.MILLISECONDS.sleep(5);
        }
        long took = (System.nanoTime() - began) / 1_000_000;
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        String peak = status.lines().filter(l -> l.startsWith("VmHWM:")).findFirst().orElse("0");
        return new Figures(
            took,
            took,
            relay.bytes(),
            lines(cluster.auditLog(), log),
            Long.parseLong(peak.replaceAll("\\D", "")) / 1024);
      } finally {
        process.destroy();
      }
    }
  }
}
