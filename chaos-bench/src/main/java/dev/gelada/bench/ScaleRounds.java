package dev.gelada.bench;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Api;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.ClusterConnector;
import dev.gelada.k8s.cluster.Reply;
import dev.gelada.k8s.workload.OptInPlace;
import dev.gelada.k8s.workload.PodSearch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process that is measured: for each line on its input it chooses a victim and takes it, and
 * answers with the milliseconds, its own peak memory in KiB, the live heap in KiB (in a round asked
 * for by a line {@code live}), and the victim.
 */
public final class ScaleRounds {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The live heap is looked at once in so many groups. */
  private static final int STEP = 100;

  private final Cluster cluster;
  private final Random random = new Random(1);

  /** Bytes of heap, the most of this round; -1 where it is not asked for. */
  private long live;

  private ScaleRounds(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Runs until its input ends.
   *
   * @param args {@code gelada LABEL} or {@code all-pods}
   */
  public static void main(String[] args) throws Exception {
    Cluster cluster =
        new ClusterConnector()
            .open(new Connector.Ambient(System.getenv(), new SystemTime(), Path.of(".")));
    ScaleRounds rounds = new ScaleRounds(cluster);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      rounds.live = line.equals("live") ? 0 : -1;
      long began = System.nanoTime();
      String victim = args[0].equals("gelada") ? rounds.gelada(args[1]) : rounds.allPods();
      System.out.printf(
          "%d %d %d %s%n",
          (System.nanoTime() - began) / 1_000_000, peak(), rounds.live / 1024, victim);
    }
    cluster.close();
  }

  private static long peak() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }

  /** Workloads that opted in, one of them, its pods, one of them, an eviction by its identity. */
  private String gelada(String label) throws Exception {
    PodSearch.Settings settings =
        new PodSearch.Settings(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(OptInPlace.WORKLOAD, OptInPlace.POD));
    TargetSource source = new PodSearch().create(settings, connections());
    Group group = choose(source, new Scope(Map.of(label, "true"), false));
    List<Target> members = source.members(group.id()).toList();
    Target victim = members.get(random.nextInt(members.size()));
    String[] name = victim.id().name().split("/");
    evict(name[0], name[1], victim.id().uid());
    return victim.id().name();
  }

  /** Each as likely as another, in one pass, holding one. */
  private Group choose(TargetSource source, Scope scope) throws Exception {
    Group chosen = null;
    int seen = 0;
    try (Stream<Group> found = source.groups(scope)) {
      for (Group group : (Iterable<Group>) found::iterator) {
        if (group.holds().isEmpty() && random.nextInt(++seen) == 0) {
          chosen = group;
        }
        if (seen % STEP == 1) {
          collect();
        }
      }
    }
    if (chosen == null) {
      throw new IOException("nothing opted in");
    }
    return chosen;
  }

  private void collect() {
    if (live >= 0) {
      System.gc();
      live = Math.max(live, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
  }

  private void evict(String namespace, String name, String uid) throws IOException {
    done(
        Api.Request.post(
            "/api/v1/namespaces/%s/pods/%s/eviction".formatted(namespace, name),
            """
            {"apiVersion": "policy/v1", "kind": "Eviction",
             "metadata": {"name": "%s", "namespace": "%s"},
             "deleteOptions": {"preconditions": {"uid": "%s"}}}
            """
                .formatted(name, namespace, uid)));
  }

  /** What chaoskube reads: all pods in one answer, one of each owner, one of these, a deletion. */
  private String allPods() throws IOException {
    Reply reply = cluster.api().send(Api.Request.get("/api/v1/pods"), PATIENCE);
    if (!(reply instanceof Reply.Yes yes)) {
      throw new IOException(reply.toString());
    }
    Map<String, List<JsonNode>> byOwner = new HashMap<>();
    for (JsonNode pod : new JsonMapper().readTree(yes.body()).path("items")) {
      boolean runs =
          pod.at("/status/phase").asString("").equals("Running")
              && pod.at("/metadata/deletionTimestamp").isMissingNode();
      if (runs) {
        byOwner
            .computeIfAbsent(
                pod.at("/metadata/ownerReferences/0/uid").asString(""), key -> new ArrayList<>())
            .add(pod);
      }
    }
    collect();
    List<List<JsonNode>> owners = List.copyOf(byOwner.values());
    List<JsonNode> pods = owners.get(random.nextInt(owners.size()));
    JsonNode victim = pods.get(random.nextInt(pods.size()));
    String namespace = victim.at("/metadata/namespace").asString();
    String name = victim.at("/metadata/name").asString();
    done(Api.Request.delete("/api/v1/namespaces/%s/pods/%s".formatted(namespace, name), "{}"));
    return namespace + "/" + name;
  }

  private void done(Api.Request request) throws IOException {
    Reply reply = cluster.api().send(request, PATIENCE);
    if (!(reply instanceof Reply.Yes)) {
      throw new IOException(request.path() + ": " + reply);
    }
  }

  private Connections connections() {
    return new Connections() {
      @Override
      public <C> C get(Class<C> type) {
        return type.cast(cluster);
      }

      @Override
      public void close() {}
    };
  }
}
