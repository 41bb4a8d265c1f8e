package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.cli.crash.ProcessTable;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a round is played: a world with a trail of its own and a group of victims that nobody else
 * has.
 *
 * @param folder all that the round leaves
 * @param group the victims' group
 */
record Stage(Path folder, String group) {
  /** Nothing here takes so long, on however busy a machine. */
  static final Duration LONG = Duration.ofSeconds(120);

  static final Actor ACTOR = new Actor("test", "campaign", "localhost", "none");

  private static final String HEAD =
      """
      gelada: 1
      name: campaign
      why: Whatever becomes of its runner, what was begun is brought to an end
      targets:
        sleepers:
          processes: {group: %s}
      limits:
        window: {always: true, zone: %s}
        minHealthy: 1
        maxVictims: unlimited
        perGroup: unlimited
        total: %s
      """;

  /** Sets it up, with an empty trail. */
  static Stage set(String name, long seed, Path folder) throws IOException {
    Stage stage =
        new Stage(
            folder,
            "%s-%d-%d-%s"
                .formatted(name, ProcessHandle.current().pid(), seed, folder.getFileName()));
    SystemTime time = new SystemTime();
    Trail.create(
            new Trail.Parts(
                FileTrailStore.create(stage.trail(), time),
                time,
                ACTOR,
                List.of(),
                new Redactor(),
                new SecureRandom()),
            "test")
        .close();
    return stage;
  }

  Path trail() {
    return folder.resolve("trail.jsonl");
  }

  /**
   * Writes a file whose rates are all counted together: a file's name is what counts.
   *
   * @param total how many victims it may strike
   * @param rest from {@code steps:} or {@code probes:} on
   */
  Path file(String name, String total, String rest) throws IOException {
    return file(name, "UTC", total, rest);
  }

  Path file(String name, String zone, String total, String rest) throws IOException {
    return Files.writeString(folder.resolve(name), HEAD.formatted(group, zone, total) + rest);
  }

  Account account() throws IOException {
    return Account.of(trail());
  }

  /** Starts {@code gelada} on this trail. */
  GeladaProcess gelada(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--trail", trail().toString()));
    return GeladaProcess.start(folder, folder, all);
  }

  /** The exit code of {@code gelada} on this trail. */
  int exit(String... args) throws IOException, InterruptedException {
    try (GeladaProcess gelada = gelada(args)) {
      return gelada.exit(LONG);
    }
  }

  /** Starts a staged runner; see {@link StagedRunner} for the rest of its arguments. */
  GeladaProcess staged(Path file, Path leaves, String... how) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                trail().toString(), file.toString(), Files.createDirectories(leaves).toString()));
    args.addAll(List.of(how));
    return GeladaProcess.start(
        new GeladaProcess.World(folder, folder, List.of(), Map.of()),
        StagedRunner.class.getName(),
        args);
  }

  /** Something true; may fail while a process is being looked at. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits until it holds. */
  static void await(String what, Condition condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(LONG);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  static void sleepUntil(Instant moment) throws InterruptedException {
    Duration left = Duration.between(Instant.now(), moment);
    if (!left.isNegative()) {
      TimeUnit.NANOSECONDS.sleep(left.toNanos());
    }
  }

  /** Lets attacks happen that need the operator's leave. */
  void allow(List<String> attacks) throws IOException {
    try (OwnGelada own = OwnGelada.on(this)) {
      own.allow(attacks);
    }
  }

  /** After the deadline nothing is stopped or loaded, and nobody had to revert for that. */
  void endsByItself(Sleepers sleepers) throws Exception {
    Account account = account();
    sleepUntil(account.lastEnd());
    await("stopped after the deadline, nobody reverting", () -> sleepers.stopped().isEmpty());
    await("loaded after the deadline, nobody reverting", () -> guardians(account).isEmpty());
  }

  /** What must be true when all is over. */
  void settled(Sleepers sleepers, long total) throws Exception {
    Account account = account();
    assertThat(account.open()).as("strikes that are not settled").isEmpty();
    assertThat(account.runs()).as("runs without an end").isZero();
    assertThat(account.counted()).as("victims against the limit").isLessThanOrEqualTo(total);
    quiet(sleepers, account);
  }

  /** What must be true as soon as nothing is open, runs under way or not. */
  void quiet(Sleepers sleepers, Account account) throws Exception {
    assertThat(sleepers.stopped()).as("stopped").isEmpty();
    assertThat(guardians(account)).as("pids of guardians, and of loads").isEmpty();
    assertThat(sleepers.alive()).as("alive, minHealthy").isPositive();
    assertThat(Verify.file(trail(), null).bad()).as("the trail").isNull();
  }

  private static List<Long> guardians(Account account) throws IOException {
    return ProcessTable.with(
        variable ->
            variable.startsWith("GELADA_GUARDIAN=")
                && account.strikes().containsKey(variable.substring("GELADA_GUARDIAN=".length())));
  }
}
