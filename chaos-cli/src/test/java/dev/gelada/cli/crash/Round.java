package dev.gelada.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.Verification;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One runner that is killed at one instant, one {@code gelada revert}, and then what must be true.
 * After that another runner goes on, so that limits are held across the crash.
 */
final class Round {
  static final int SLEEPERS = 6;
  static final int TOTAL = 5;

  private static final String HEAD =
      """
      gelada: 1
      name: crash
      why: Whenever its runner dies, what was begun is brought to an end
      targets:
        sleepers:
          processes: {group: %s}
      limits:
        window: {always: true, zone: UTC}
        minHealthy: 1
        maxVictims: unlimited
        perGroup: unlimited
        total: %d per hour
      steps:
      """;

  /** The first fault lasts longer: a JVM that has just begun takes its time to judge. */
  private static final String STEPS =
      """
        - pause-process: {target: sleepers, for: 2s}
        - kill-process: {target: sleepers}
        - together:
            - - pause-process: {target: sleepers, for: 1s}
            - - pause: 100ms
              - kill-process: {target: sleepers}
        - pause-process: {target: sleepers, for: 1s}
        - kill-process: {target: sleepers}
      """;

  /** Opened, started, three of each pause, two of each kill, refused, aborted, ended. */
  private static final int RECORDS = 18;

  private final long seed;
  private final Path folder;
  private final Path trail;
  private final Path file;
  private final Path more;
  private final String group;

  Round(long seed, Path folder) throws IOException {
    this.seed = seed;
    this.folder = Files.createDirectories(folder);
    this.trail = folder.resolve("trail.jsonl");
    this.file = folder.resolve("crash.yaml");
    this.more = folder.resolve("more.yaml");
    this.group = "crash-%d-%d".formatted(ProcessHandle.current().pid(), seed);
  }

  /** Plays it; answers in which phase the runner was caught. */
  String play() throws Exception {
    String head = HEAD.formatted(group, TOTAL);
    Files.writeString(file, head + STEPS);
    // the same name, so the same limits; one step more than they can allow
    Files.writeString(more, head + "  - kill-process: {target: sleepers}\n".repeat(TOTAL + 1));
    init();
    try (Sleepers sleepers = new Sleepers(group, SLEEPERS)) {
      killedRun();
      Account killed = Account.of(trail);
      String phase = killed.phase();
      awaitDeadlines(killed);
      await("stopped after the deadline, nobody reverting", () -> sleepers.stopped().isEmpty());

      assertThat(gelada("revert", "--trail", trail.toString())).as("revert").isZero();
      settled(sleepers);

      assertThat(gelada("run", more.toString(), "--trail", trail.toString()))
          .as("a run that goes on where the dead one stopped must meet the limit")
          .isEqualTo(3);
      settled(sleepers);
      return phase;
    }
  }

  private void settled(Sleepers sleepers) throws Exception {
    Account account = Account.of(trail);
    assertThat(account.open()).as("strikes that are not settled").isEmpty();
    assertThat(account.runs()).as("runs without an end").isZero();
    assertThat(account.counted()).as("victims against the limit").isLessThanOrEqualTo(TOTAL);
    assertThat(sleepers.stopped()).as("stopped").isEmpty();
    assertThat(sleepers.alive()).as("alive, minHealthy").isPositive();
    Verification verified = Verify.file(trail, null);
    assertThat(verified.bad()).as("the trail").isNull();
    assertThat(guardians(account)).as("pids of guardians").isEmpty();
  }

  private static List<Long> guardians(Account account) throws IOException {
    return ProcessTable.with(
        variable ->
            variable.startsWith("GELADA_GUARDIAN=")
                && account.strikes().containsKey(variable.substring("GELADA_GUARDIAN=".length())));
  }

  /**
   * Some runners die a moment after a certain record, so that the instants between a claim and its
   * end are met too, which are short; others at any time.
   */
  private void killedRun() throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    boolean anyTime = random.nextInt(3) == 0;
    int records = anyTime ? 3 : 2 + random.nextInt(RECORDS - 3);
    long micros = random.nextLong(anyTime ? 4_000_000 : 30_000);
    try (GeladaProcess runner =
        GeladaProcess.start(
            folder, folder, List.of("run", file.toString(), "--trail", trail.toString()))) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (runner.alive() && lines() < records) {
        assertThat(System.nanoTime()).as(runner.output()).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(1);
      }
      TimeUnit.MICROSECONDS.sleep(micros);
      runner.kill();
    }
  }

  private long lines() throws IOException {
    return Files.readString(trail).chars().filter(c -> c == '\n').count();
  }

  private static void awaitDeadlines(Account account) throws InterruptedException {
    Instant last = account.endsAt().values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
    Duration left = Duration.between(Instant.now(), last);
    if (!left.isNegative()) {
      TimeUnit.NANOSECONDS.sleep(left.toNanos());
    }
  }

  /** A guardian looks at its clocks five times a second, and the machine is busy. */
  private static void await(String what, BooleanSupplier gone) throws InterruptedException {
    for (int i = 0; i < 500 && !gone.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(gone.getAsBoolean()).as(what).isTrue();
  }

  private int gelada(String... args) throws Exception {
    try (GeladaProcess gelada = GeladaProcess.start(folder, folder, List.of(args))) {
      int exit = gelada.exit(Duration.ofSeconds(60));
      Files.writeString(folder.resolve(args[0] + ".txt"), gelada.output());
      return exit;
    }
  }

  private void init() throws IOException {
    SystemTime time = new SystemTime();
    Trail.create(
            new Trail.Parts(
                FileTrailStore.create(trail, time),
                time,
                new Actor("test", "crash", "localhost", "none"),
                List.of(),
                new Redactor(),
                new SecureRandom()),
            "test")
        .close();
  }
}
