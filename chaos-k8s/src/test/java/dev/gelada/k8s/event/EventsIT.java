package dev.gelada.k8s.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.MemoryTrailStore;
import dev.gelada.core.trail.Records;
import dev.gelada.core.trail.Slot;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.TrailListener;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.Account;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Shop;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What owners see with {@code kubectl describe}. */
@Timeout(120)
class EventsIT {
  private static final StrikeId STRIKE = new StrikeId("s1");

  private final ControlPlane plane = ControlPlane.shared();
  private final Cluster cluster;
  private final Shop shop;

  EventsIT() throws Exception {
    cluster = plane.admin();
    shop = Shop.open(plane, cluster, "events");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static TrailRecord record(boolean dry, Entry entry) {
    return Records.on(
            new Head(1, "ab".repeat(32)),
            new Trail.Batch("r1", "to see it", dry, List.of(entry)),
            new SystemTime().instant(),
            TrailSamples.chance(1))
        .get(0);
  }

  private Entry.Claimed claim(Pod pod) throws Exception {
    String path = shop.namespace() + "/";
    Target victim =
        new Target(
            new TargetId(
                cluster.place(),
                "pod",
                path + pod.getMetadata().getName(),
                pod.getMetadata().getUid()),
            new GroupId(cluster.place(), "deployment", path + "web"),
            "",
            Map.of(),
            null,
            Health.HEALTHY,
            List.of());
    Strike strike = new Strike(STRIKE, "kill-pod", victim, null, 1);
    return new Entry.Claimed(
        strike,
        Prepared.Intent.on(strike, new Undo.None("replaced"), "pod:x"),
        Lease.LOCAL,
        new Slot("sample", victim.group(), "r1", "steps[0]"),
        TrailSamples.origin(),
        false);
  }

  /** As a trail tells its listeners. */
  private void tell(boolean dry, Entry... entries) throws Exception {
    SystemTime time = new SystemTime();
    MemoryTrailStore store = new MemoryTrailStore();
    try (Trail opened = Trail.create(TrailSamples.parts(store, time, 1), "test");
        Events events = new Events(() -> new One(cluster));
        Trail trail = new Trail(TrailSamples.parts(store, time, 2, events))) {
      assertThat(opened.uri()).isEqualTo(trail.uri());
      for (Entry each : entries) {
        trail.commit(
            ledger -> new Trail.Batch("r1", "to see it", dry, List.of(each)),
            TrailSamples.soon(time));
      }
    }
  }

  /** Connections that know one cluster. */
  private record One(Cluster cluster) implements Connections {
    @Override
    public <C> C get(Class<C> type) {
      return type.cast(cluster);
    }

    @Override
    public void close() {
      // whoever opened it closes it
    }
  }

  @Test
  void a_strike_is_told_on_the_victim_and_on_its_owner() throws Exception {
    shop.workload("Deployment", "web", 2);
    Pod pod = shop.pods("web").get(0);

    tell(false, claim(pod), new Entry.Residue(STRIKE, "it hangs"));

    for (String what : List.of("pod/" + pod.getMetadata().getName(), "deployment/web")) {
      assertThat(shop.kubectl("describe", what))
          .as(what)
          .contains("GeladaClaimed", "GeladaResidue")
          .contains("Gelada is about to do kill-pod here on " + shop.namespace() + "/")
          .contains("run r1, strike s1. Why: to see it")
          .contains("could not undo kill-pod here")
          .contains("gelada");
    }
  }

  @Test
  void what_was_done_is_told_when_it_is_done() throws Exception {
    shop.workload("Deployment", "web", 2);

    tell(false, claim(shop.pods("web").get(0)), new Entry.Struck(STRIKE, false, Map.of()));

    assertThat(shop.kubectl("describe", "deployment/web"))
        .contains("GeladaStruck", "Gelada did kill-pod here on " + shop.namespace() + "/");
  }

  @Test
  void a_dry_run_has_reasons_of_its_own() throws Exception {
    shop.workload("Deployment", "web", 1);

    tell(
        true,
        claim(shop.pods("web").get(0)),
        new Entry.Struck(STRIKE, false, Map.of("dry", "nothing was touched")));

    assertThat(shop.kubectl("get", "events", "-o", "jsonpath={.items[*].reason}"))
        .contains("GeladaDryRunClaimed", "GeladaDryRunStruck")
        .doesNotContain("GeladaClaimed", "GeladaStruck");
  }

  @Test
  void where_events_are_forbidden_only_that_namespace_is_not_told() throws Exception {
    shop.workload("Deployment", "web", 2);
    Account account =
        Account.with(
            plane,
            shop.namespace(),
            """
            - {apiGroups: [events.k8s.io], resources: [events], verbs: [create]}
            - {apiGroups: [apps], resources: [deployments], verbs: [get]}
            """);
    try (Cluster here = plane.cluster(account.environment())) {
      EventWriter writer = new EventWriter(() -> new One(here));
      Notice.On node = new Notice.On("v1", "Node", "nodes", "", "node-1", "some-uid");
      GroupId group = new GroupId(here.place(), "deployment", shop.namespace() + "/web");

      for (Notice.On on : List.of(node, Notice.owner(group).orElseThrow())) {
        Notice notice = new Notice(on, "GeladaClaimed", false, "test", "told");
        assertThat(writer.write(notice, new SystemTime().instant())).as("it goes on").isTrue();
      }
    }
    assertThat(shop.kubectl("describe", "deployment/web")).contains("GeladaClaimed");
  }

  @Test
  void refusals_that_say_something_about_a_workload_are_told_on_it() throws Exception {
    shop.workload("Deployment", "web", 1);
    GroupId web = new GroupId(cluster.place(), "deployment", shop.namespace() + "/web");
    Refusal singleton = new Refusal("singleton", "1 is wanted.", "Scale it up.");
    Refusal window = new Refusal("window", "it is night.", "Wait.");

    tell(
        false,
        new Entry.Refused("steps[0]", "t", List.of(window), List.of(web)),
        new Entry.Refused("steps[0]", "t", List.of(window, singleton), List.of(web)));

    assertThat(shop.kubectl("describe", "deployment/web"))
        .contains("GeladaRefused", "Gelada leaves this alone: singleton: 1 is wanted. Run r1")
        .doesNotContain("it is night");
  }

  @Test
  void what_concerns_no_cluster_opens_no_connection_and_nothing_blocks() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (Events events =
        new Events(
            () -> {
              asked.incrementAndGet();
              throw new Connections.Unreachable("none");
            })) {
      TrailListener listener = events;
      for (int i = 0; i < 3 * Events.ROOM; i++) {
        listener.recorded(record(false, TrailSamples.killed("k" + i)));
      }
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void what_does_not_fit_is_dropped_and_counted_and_closing_does_not_wait_for_ever()
      throws Exception {
    Events events =
        new Events(
            () -> {
              try {
                new SystemTime().pause(java.time.Duration.ofSeconds(60));
              } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
              }
              throw new Connections.Unreachable("slow");
            });
    shop.workload("Deployment", "web", 1);
    TrailRecord claimed = record(false, claim(shop.pods("web").get(0)));
    for (int i = 0; i < Events.ROOM + 10; i++) {
      events.recorded(claimed);
    }
    assertThat(events.dropped()).isBetween(8L, 10L);
    long begun = System.nanoTime();
    events.close();
    assertThat(System.nanoTime() - begun).isLessThan(6_000_000_000L);
  }
}
