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

/**
 * One runner that is killed at one instant, one {@code gelada revert}, and then what must be true.
 * After that another runner goes on with the same file, so that limits are held across the crash.
 */
final class Round {
  static final int SLEEPERS = 6;
  static final int TOTAL = 5;

  /** More strikes than the limit allows, so that it bites in the run that nobody kills. */
  private static final String FILE =
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
        - pause-process: {target: sleepers, for: 300ms}
        - kill-process: {target: sleepers}
        - together:
            - - pause-process: {target: sleepers, for: 500ms}
            - - pause: 100ms
              - kill-process: {target: sleepers}
        - pause-process: {target: sleepers, for: 300ms}
        - kill-process: {target: sleepers}
      """;

  /** So many records has a whole run. */
  private static final int RECORDS = 19;

  private final long seed;
  private final Path folder;
  private final Path trail;
  private final Path file;
  private final String group;

  Round(long seed, Path folder) throws IOException {
    this.seed = seed;
    this.folder = Files.createDirectories(folder);
    this.trail = folder.resolve("trail.jsonl");
    this.file = folder.resolve("crash.yaml");
    this.group = "crash-%d-%d".formatted(ProcessHandle.current().pid(), seed);
  }

  /** Plays it; answers in which phase the runner was caught. */
  String play() throws Exception {
    Files.writeString(file, FILE.formatted(group, TOTAL));
    init();
    try (Sleepers sleepers = new Sleepers(group, SLEEPERS)) {
      killedRun();
      Account killed = Account.of(trail);
      awaitDeadlines(killed);
      assertThat(sleepers.stopped()).as("stopped after the deadline, nobody reverting").isEmpty();

      assertThat(gelada("revert", "--trail", trail.toString())).isZero();
      settled(sleepers);

      // limits count what the dead run did
      gelada("run", file.toString(), "--trail", trail.toString());
      settled(sleepers);
      return killed.phase();
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
    assertThat(guardians(account)).as("guardians").isEmpty();
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
    int records = anyTime ? 2 : 2 + random.nextInt(RECORDS);
    long micros = anyTime ? random.nextLong(2_500_000) : random.nextLong(30_000);
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
    Instant last =
        account.endsAt().values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
    // a guardian looks at its clocks ten times a second, and the machine is busy
    Duration wait = Duration.between(Instant.now(), last.plusMillis(1500));
    if (!wait.isNegative()) {
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    }
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
