package dev.gelada.k8s.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Connector;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.ClusterConnector;
import dev.gelada.k8s.testing.BadLine;
import dev.gelada.k8s.testing.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two that contend, on a real API server that also goes away and comes back. */
@Timeout(180)
class LeadershipIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration EXPIRED = Duration.ofSeconds(40);

  @TempDir private Path folder;

  private static Cluster at(ControlPlane plane, Map<String, String> environment, String home)
      throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("GELADA_NAMESPACE", home);
    return plane.cluster(all);
  }

  private static final class Heard implements Leadership.News {
    final List<String> news = new CopyOnWriteArrayList<>();

    @Override
    public void leads() {
      news.add("leads");
    }

    @Override
    public void follows(String words) {
      news.add(words);
    }
  }

  private static Leadership contend(Cluster cluster, String self) {
    return Leadership.contend(cluster, self, new Heard());
  }

  @Test
  @SuppressWarnings("try") // closing is what is tested
  void one_of_two_leads_and_hands_over_at_once_when_it_closes() throws Exception {
    ControlPlane plane = ControlPlane.shared();
    String home = plane.namespace("lease");
    Heard heard = new Heard();
    try (Cluster cluster = at(plane, plane.environment(), home);
        Leadership first = contend(cluster, "first")) {
      Await.until("first leads", SOON, first::leading);
      try (Leadership second = Leadership.contend(cluster, "second", heard)) {
        Await.throughout("first leads alone", SOON, () -> first.leading() && !second.leading());
        first.close();
        assertThat(first.leading()).isFalse();
        Await.until("second leads", Duration.ofSeconds(5), second::leading);
        Await.until("it says so", SOON, () -> heard.news.contains("leads"));
        assertThat(heard.news).containsExactly("first leads", "leads");
      }
      assertThat(plane.kubectl("get", "lease", "gelada", "-n", home, "-o", "json"))
          .contains("\"leaseTransitions\": 1")
          .contains("\"holderIdentity\": \"\"");
    }
  }

  @Test
  void a_holder_that_is_cut_off_stops_leading_before_another_one_begins() throws Exception {
    ControlPlane plane = ControlPlane.shared();
    String home = plane.namespace("lease");
    try (BadLine line = BadLine.to(plane, TrailSamples.chance(1));
        Cluster far = at(plane, line.environment(plane, folder), home);
        Cluster near = at(plane, plane.environment(), home);
        Leadership first = contend(far, "first")) {
      Await.until("first leads", SOON, first::leading);
      try (Leadership second = contend(near, "second")) {
        line.down(true);
        Await.until(
            "second leads",
            EXPIRED,
            () -> {
              boolean two = second.leading();
              assertThat(first.leading() && two).as("two lead").isFalse();
              return two;
            });
        line.down(false);
        Await.throughout("first follows", SOON, () -> !first.leading() && second.leading());
      }
      Await.until("first leads again", SOON, first::leading);
    }
  }

  @Test
  void a_holder_with_a_wrong_clock_is_timed_by_those_who_watch_it() throws Exception {
    ControlPlane plane = ControlPlane.shared();
    String home = plane.namespace("lease");
    Map<String, String> environment = new HashMap<>(plane.environment());
    environment.put("GELADA_NAMESPACE", home);
    Timekeeper late = new Shifted(Duration.ofHours(-1));
    try (Cluster behind =
            new ClusterConnector().open(new Connector.Ambient(environment, late, folder));
        Cluster right = at(plane, plane.environment(), home);
        Leadership first = contend(behind, "first")) {
      Await.until("first leads", SOON, first::leading);
      try (Leadership second = contend(right, "second")) {
        Await.throughout(
            "first leads alone",
            Duration.ofSeconds(18),
            () -> first.leading() && !second.leading());
      }
    }
  }

  @Test
  void an_api_server_that_stands_still_ends_leading_and_coming_back_begins_it_again()
      throws Exception {
    try (ControlPlane plane = ControlPlane.own()) {
      String home = plane.namespace("lease");
      ProcessHandle server = plane.component("kube-apiserver");
      try (Cluster one = at(plane, plane.environment(), home);
          Cluster two = at(plane, plane.environment(), home);
          Leadership first = contend(one, "first")) {
        Await.until("first leads", SOON, first::leading);
        try (Leadership second = contend(two, "second")) {
          signal("STOP", server);
          try {
            Await.until("first stops leading", Duration.ofSeconds(15), () -> !first.leading());
            Await.throughout("nobody leads", SOON, () -> !first.leading() && !second.leading());
          } finally {
            signal("CONT", server);
          }
          Await.until("one leads", EXPIRED, () -> first.leading() != second.leading());
        }
      }
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** A wall clock that goes wrong by so much. */
  private record Shifted(Duration by, Timekeeper right) implements Timekeeper {
    Shifted(Duration by) {
      this(by, new SystemTime());
    }

    @Override
    public Instant instant() {
      return right.instant().plus(by);
    }

    @Override
    public long nanos() {
      return right.nanos();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      right.pause(duration);
    }
  }
}
