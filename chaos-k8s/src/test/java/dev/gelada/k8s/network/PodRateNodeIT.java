package dev.gelada.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Size;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Await;
import dev.gelada.core.testing.ReversibleAttackContract;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.RealNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A narrow line for a pod, by a real kubelet and a real kernel. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodRateNodeIT extends ReversibleAttackContract {
  private static final int RATE = 65_536;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicInteger number = new AtomicInteger();
  private final ControlPlane plane;
  private final RealNode node;
  private final Connections with;
  private final String namespace;
  private final Place place;

  PodRateNodeIT() throws Exception {
    plane = ControlPlane.own();
    node = RealNode.joined(plane);
    with = Pods.connections(plane);
    namespace = plane.namespace("rate");
    place = with.get(Cluster.class).place();
  }

  @BeforeAll
  void ready() {
    plane.kubectl("get", "node", RealNode.NAME);
  }

  @AfterAll
  void close() throws Exception {
    with.close();
    node.close();
    plane.close();
  }

  @Override
  protected AttackType<?> type() {
    return new PodRate();
  }

  @Override
  protected Attack attack() {
    PodRate.Settings settings = new PodRate.Settings(new Size(RATE), "eth0", null);
    return new Pods.Near(new PodRate().create(settings, with));
  }

  @Override
  protected Connections connections() {
    return with;
  }

  @Override
  protected Target victim() {
    String name = "sender-" + number.incrementAndGet();
    return Pods.target(place, namespace, name, node.pod(namespace, name, Line.SENDER));
  }

  @Override
  protected boolean harmed(Target victim) {
    return qdisc(victim).contains("tbf");
  }

  @Override
  protected TargetId lookAlike(TargetId victim) {
    return new TargetId(victim.place(), victim.kind(), victim.name(), "another-" + victim.uid());
  }

  @Override
  protected Duration shortest() {
    return Duration.ofSeconds(8); // a container takes a second, and is watched for two
  }

  private String qdisc(Target victim) {
    return plane.kubectl(
        "exec", "-n", namespace, name(victim), "--", "tc", "qdisc", "show", "dev", "eth0");
  }

  private static String name(Target victim) {
    return victim.id().name().substring(victim.id().name().indexOf('/') + 1);
  }

  private Line line(Target victim) {
    return new Line(
        plane.kubectl(
            "get", "pod", "-n", namespace, name(victim), "-o", "jsonpath={.status.podIP}"));
  }

  @Test
  void the_rate_is_what_the_file_says_and_ends_early_when_it_is_undone() throws Exception {
    Target victim = victim();
    Line line = line(victim);
    double before = line.rate(SECOND, SECOND);
    Strike strike = strike(victim, Duration.ofSeconds(60));
    Instant asked = Instant.now();

    Effect effect = apply(strike, intent(strike));
    Instant struck = Instant.now();
    double during = line.rate(SECOND.multipliedBy(3), SECOND.multipliedBy(5));
    Instant undoing = Instant.now();
    Undone undone = undo(strike);
    Instant done = Instant.now();
    double after = line.rate(SECOND, SECOND);

    System.out.printf(
        "pod-rate: %.0f B/s before, %.0f during (asked for %d), %.0f after; applied in %d ms, undone in %d ms%n",
        before,
        during,
        RATE,
        after,
        Duration.between(asked, struck).toMillis(),
        Duration.between(undoing, done).toMillis());
    assertThat(effect).isInstanceOf(Effect.Struck.class);
    assertThat(undone).isInstanceOf(Undone.Restored.class);
    assertThat(during).isBetween(RATE * 0.7, RATE * 1.1);
    assertThat(before).isGreaterThan(RATE * 20.0);
    assertThat(after).isGreaterThan(RATE * 20.0);
    assertThat(qdisc(victim)).contains("noqueue");
  }

  private String refused(Target victim) throws Exception {
    return attack().prepare(strike(victim, Duration.ofSeconds(60))).toString();
  }

  @Test
  void an_agent_that_was_killed_leaves_its_qdisc_and_the_undo_removes_it() throws Exception {
    Target victim = victim();
    Strike strike = strike(victim, Duration.ofSeconds(60));
    apply(strike, intent(strike));

    killed(new Agent(strike.id(), RealNode.IMAGE, "eth0"));
    Await.until(
        "the kubelet has noticed",
        SECOND.multipliedBy(20),
        () -> refused(victim).contains("Refused by qdisc"));
    Await.throughout("left behind", SECOND.multipliedBy(2), () -> harmed(victim));

    assertThat(undo(strike)).isInstanceOf(Undone.Restored.class);
    assertThat(qdisc(victim)).contains("noqueue");
    intent(strike(victim, Duration.ofSeconds(60)));
  }

  /** As the kernel does when memory is short: the first process of the container, and so all. */
  private static void killed(Agent agent) throws Exception {
    String arguments = "\0gelada\0shape\0%s\0%s\0".formatted(agent.device(), agent.handle());
    ProcessHandle first =
        ProcessHandle.allProcesses()
            .filter(each -> commandLine(each).contains(arguments))
            .filter(each -> !commandLine(each.parent().orElseThrow()).contains(arguments))
            .findFirst()
            .orElseThrow();
    first.destroyForcibly();
    first.onExit().get();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  @Test
  void somebody_elses_qdisc_is_left_alone() throws Exception {
    Target victim = victim();
    Strike first = strike(victim, Duration.ofSeconds(60));
    Prepared.Intent intent = intent(first);
    apply(first, intent);

    Effect second = apply(strike(victim, Duration.ofSeconds(60)), intent);

    assertThat(second)
        .isInstanceOfSatisfying(
            Effect.Untouched.class, no -> assertThat(no.why().rule()).isEqualTo("qdisc"));
    assertThat(harmed(victim)).isTrue();
    assertThat(Objects.requireNonNull(first.endsAt())).isAfter(Instant.now());
    undo(first);
  }
}
