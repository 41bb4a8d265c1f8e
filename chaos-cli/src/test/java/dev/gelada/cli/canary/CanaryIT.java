package dev.gelada.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.cli.crash.GeladaProcess.World;
import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.trail.Actor;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Trail;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets go in through files, environments and failing providers, and never come out: every byte
 * that Gelada wrote is searched. Each test also holds that the way which it is about was taken.
 */
@Execution(ExecutionMode.CONCURRENT)
class CanaryIT {
  private static final int HELD = 0;
  private static final int USAGE = 2;
  private static final int NOT_RUN = 3;
  private static final int FAILED = 5;
  private static final int RESIDUE = 6;

  private static final String WRONG =
      """
      gelada: 1
      name: wrong
      why: Nothing of a wrong file is secret but its secrets
      targets:
        shop:
          launch: {command: [sleep, "60"]}
      probes:
        answers: {%s}
      steps:
        - kill-process: {target: shop}
      """;

  /** What is read; nobody writes here. */
  @TempDir Path in;

  /** All that is written: state folder, trail, output. */
  @TempDir Path world;

  private Path trail;
  private final Map<String, String> environment = new HashMap<>(Canary.environment());

  @BeforeEach
  void begin() throws Exception {
    trail = world.resolve("trail.jsonl");
    Path services = Files.createDirectories(in.resolve("plugins/META-INF/services"));
    Map.of(
            "target.SourceType", LeakySource.class,
            "attack.AttackType", LeakyAttack.class,
            "probe.ProbeType", LeakyProbe.class,
            "victim.SelectorType", LeakySelector.class,
            "plugin.Connector", LeakyClient.Opening.class)
        .forEach(
            (kind, plugin) -> write(services.resolve("dev.gelada.core." + kind), plugin.getName()));
    SystemTime time = new SystemTime();
    Trail.create(
            new Trail.Parts(
                FileTrailStore.create(trail, time),
                time,
                new Actor("test", "silence", "localhost", "none"),
                List.of(),
                new Redactor(),
                new SecureRandom()),
            "test")
        .close();
  }

  @AfterEach
  void silent() throws Exception {
    assertThat(Verify.file(trail, null).bad()).as("the trail").isNull();
    Canary.assertSilent(world);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "groups, 5, leaky groups",
    "groups-error, 5, leaky groups",
    "groups-connects, 5, could not open LeakyClient: leaky login refused",
    "group, 3, leaky group",
    "members, 5, leaky members",
    "group-holds, 3, leaky group-holds",
    "holds, 3, leaky holds",
    "name, 5, secret",
    "source-create, 2, leaky source-create",
    "thread, 0, thread leaky:",
    "log, 0, slf4j",
  })
  void by_a_source(String place, int exit, String words) throws Exception {
    assertThat(run(exit, file(place, "nowhere", "nowhere", "nowhere"))).contains(words);
  }

  @Test
  void by_both_kinds_of_logging() throws Exception {
    assertThat(run(HELD, file("log", "nowhere", "nowhere", "nowhere")))
        .contains("WARN leaky: slf4j leaky log", "WARNING jul leaky log")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "prepare, 5, leaky prepare",
    "prepare-error, 5, leaky prepare",
    "prepare-connects, 5, could not open LeakyClient: leaky login refused",
    "refused, 3, leaky refused",
    "recipe, 5, secret",
    "touches, 5, secret",
    "apply, 5, leaky apply",
    "apply-error, 5, leaky apply",
    "apply-connects, 5, leaky restored",
    "untouched, 3, leaky untouched",
    "unknown, 5, leaky unknown",
    "nowhere, 0, leaky detail",
    "gone, 0, leaky gone",
    "revert, 6, leaky revert",
    "conflict, 6, leaky conflict",
    "attack-create, 2, leaky attack-create",
  })
  void by_an_attack(String place, int exit, String words) throws Exception {
    String said = run(exit, file("nowhere", place, "nowhere", "nowhere"));
    assertThat(said + text(trail)).contains(words);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "measure, 3, leaky measure",
    "measure-error, 3, leaky measure",
    "measure-connects, 3, could not open LeakyClient: leaky login refused",
    "broken, 3, leaky detail",
    "nowhere, 0, leaky detail",
    "probe-create, 2, leaky probe-create",
  })
  void by_a_probe(String place, int exit, String words) throws Exception {
    String said = run(exit, file("nowhere", "nowhere", place, "nowhere"));
    assertThat(said + text(trail)).contains(words);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "choose, 5, leaky choose",
    "none, 3, leaky none",
    "selector-create, 2, leaky selector-create",
  })
  void by_a_selector(String place, int exit, String words) throws Exception {
    assertThat(run(exit, file("nowhere", "nowhere", "nowhere", place))).contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "targets", "explain", "validate"})
  void by_commands_that_only_look(String command) throws Exception {
    Path file = write("look.yaml", file("group-holds", "refused", "broken", "nowhere"));
    List<String> args = new ArrayList<>(List.of(command, file.toString(), "--output", "json"));
    if (!command.equals("validate")) {
      args.addAll(List.of("--trail", trail.toString()));
    }
    if (command.equals("explain")) {
      args.add(2, "leaky-0");
    }
    String said = gelada(null, args.toArray(String[]::new));
    assertThat(said).contains(command.equals("validate") ? "\"ok\" : true" : "leaky");
  }

  @Test
  void by_json() throws Exception {
    Path file = write("json.yaml", file("nowhere", "refused", "nowhere", "nowhere"));

    assertThat(
            gelada(
                NOT_RUN, "run", file.toString(), "--trail", trail.toString(), "--output", "json"))
        .contains("\"refusals\"", "leaky refused");
  }

  @Test
  void by_residue_that_another_process_looks_after() throws Exception {
    run(RESIDUE, file("nowhere", "revert", "nowhere", "nowhere"));

    assertThat(gelada(RESIDUE, "status", "--trail", trail.toString())).contains("leaky revert");
    assertThat(gelada(RESIDUE, "revert", "--trail", trail.toString())).contains("residue");
  }

  @Test
  void by_our_own_crash() throws Exception {
    // a plug-in that cannot even be loaded
    write(
        in.resolve("plugins/META-INF/services/dev.gelada.core.probe.ProbeType"),
        Canary.LONG.secret());

    String said = gelada(FAILED, "list");

    assertThat(said).contains("this should not have happened: ServiceConfigurationError");
    try (Stream<Path> logs = Files.list(world.resolve("state/gelada/logs"))) {
      assertThat(logs.toList())
          .singleElement()
          .satisfies(log -> assertThat(log).content().contains("\tat ", "***"));
    }
  }

  @Test
  void of_files_that_are_wrong_beside_it() throws Exception {
    assertAllWrong(
        Stream.of(
                "headers: {Authorization: CANARY",
                "headers: {Authorization: CANARY}}",
                "headers: {Authorization: \"CANARY}",
                "headers: {Authorization: [CANARY]}",
                "headers: {Authorization: {bearer: CANARY}}",
                "headers: {Authorization: *CANARY}",
                "headers: {Authorization: &a CANARY}",
                "headers: {Authorization: !x CANARY}",
                "headers: {CANARY}",
                "headers: {Authorization CANARY}",
                "headers: {Authorization: x, CANARY}",
                "headers: {Authorization: CANARY, Authorization: CANARY}",
                "headers: [Authorization, CANARY]",
                "headers: CANARY",
                "headers: {Host: CANARY}",
                "headers: {Authorization: CANARY}, faster: CANARY",
                "headers: {Authorization: CANARY}, statsu: 2xx",
                "headers: {Authorization: CANARY}, contains: [CANARY]",
                "haeders: {Authorization: CANARY}",
                "token: CANARY")
            .map(rest -> "http: \"http://127.0.0.1:9/\", " + rest)
            .toList());
  }

  @Test
  void of_urls_with_a_password() throws Exception {
    assertAllWrong(
        List.of(
            "http: \"http://shop:CANARY@127.0.0.1:9/\"",
            "http: \"http://CANARY@127.0.0.1:9/\"",
            "http: \"http://shop:CANARY@127.0.0.1:9:9/ \"",
            "http: \"ftp://CANARY@127.0.0.1/\"",
            "http: {url: \"http://127.0.0.1/\", contains: [\"http://shop:CANARY@h\"]}",
            "http: \"http://127.0.0.1/\", faster: \"http://shop:CANARY@127.0.0.1:9/\""));
  }

  /** Each file has a secret of its own: one that is known from another file proves nothing. */
  private void assertAllWrong(List<String> probes) throws Exception {
    List<String> args = new ArrayList<>(List.of("validate"));
    for (String probe : probes) {
      int number = args.size();
      String secret = "CaNaRy-" + number + "x5f3a";
      args.add(wrong(number, probe.replace("CANARY", secret)));
      if (!probe.contains("//shop") && !probe.contains("//CANARY")) { // a URL has no quotes
        String odd = Canary.FILE.quoted().replace("file", "file" + number);
        args.add(wrong(number + 1, probe.replace("CANARY", odd)));
      }
    }

    String said = gelada(USAGE, args.toArray(String[]::new));

    for (String file : args.subList(1, args.size())) {
      assertThat(said)
          .as(Files.readString(Path.of(file)))
          .containsPattern("(?m)^" + file + ":\\d+:\\d+  ");
    }
  }

  private String wrong(int number, String probe) {
    return write(number + ".yaml", WRONG.formatted(probe)).toString();
  }

  @Test
  void of_a_variable_in_a_place_that_is_no_secret() throws Exception {
    Path file =
        write(
            "places.yaml",
            """
            gelada: 1
            name: places
            why: ${SHOP_TOKEN} and ${SHOP_API_KEY} and ${SHOP_DATABASE}
            targets:
              shop:
                launch: {command: [sleep, "60", "${SHOP_API_KEY}"], replicas: "${SHOP_TOKEN}"}
            limits: {perGroup: "${SHOP_API_KEY}"}
            steps:
              - kill-process: {target: "${SHOP_TOKEN}"}
            """);

    assertThat(gelada(USAGE, "validate", file.toString())).contains("replicas", "perGroup");
  }

  @Test
  void of_processes_that_the_run_starts() throws Exception {
    Path file =
        write(
            "launch.yaml",
            """
            gelada: 1
            name: launch
            why: %s
            targets:
              shop:
                launch:
                  command: [sh, -c, '[ -n "$KEY" ] && [ -n "$SHOP_TOKEN" ] && exec sleep 60', "${SHOP_TOKEN}"]
                  replicas: 2
                  env: {KEY: %s}
            steps:
              - kill-process: {target: shop}
            """
                .formatted(Canary.LONG.secret(), Canary.FILE.quoted()));

    String said = gelada(HELD, "run", file.toString(), "--trail", trail.toString());

    assertThat(said).contains("launched", "***");
    assertThat(text(trail)).contains("\"type\":\"launched\"", "\"type\":\"struck\"");
    try (Stream<Path> logs = Files.list(world.resolve("state/gelada/launch"))) {
      for (Path log : logs.toList()) {
        // what they print is theirs, and nobody else's to read
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void of_a_process_that_cannot_be_started() throws Exception {
    for (String command : List.of("/no/such/program", "sh, -c, exit 9")) {
      String file =
          """
          gelada: 1
          name: launch
          why: What cannot be started does not say how it was called
          targets:
            shop:
              launch:
                command: [%s, %s]
                env: {KEY: %s}
                ready: {tcp: "127.0.0.1:{port}", within: 20s}
          steps:
            - kill-process: {target: shop}
          """
              .formatted(command, "\"${SHOP_TOKEN}\"", Canary.FILE.quoted());

      assertThat(run(FAILED, file)).containsPattern("cannot start|exit code 9");
    }
  }

  @Test
  void of_victims() throws Exception {
    List<Process> victims = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        ProcessBuilder sleep =
            new ProcessBuilder("sh", "-c", "sleep 300; : " + Canary.URL.secret());
        sleep
            .environment()
            .putAll(
                Map.of(
                    "GELADA_ENABLED",
                    "true",
                    "GELADA_GROUP",
                    "shop-" + ProcessHandle.current().pid(),
                    "DB_PASSWORD",
                    Canary.URL.secret()));
        victims.add(sleep.start());
      }
      environment.keySet().removeAll(Canary.environment().keySet()); // nobody told the runner
      String file =
          """
          gelada: 1
          name: victims
          why: Of a victim's environment only Gelada's variables are read
          targets:
            shop:
              processes: {group: shop-%d}
          limits: {window: {always: true, zone: UTC}}
          steps:
            - pause-process: {target: shop, for: 3s}
          """
              .formatted(ProcessHandle.current().pid());

      run(HELD, file);

      assertThat(text(trail)).contains("\"type\":\"struck\"", "\"type\":\"reverted\"");
      Path looked = write("victims.yaml", file);
      assertThat(
              gelada(
                  null,
                  "targets",
                  looked.toString(),
                  "--trail",
                  trail.toString(),
                  "--output",
                  "json"))
          .contains("shop-");
    } finally {
      for (Process victim : victims) {
        victim.descendants().forEach(ProcessHandle::destroyForcibly);
        victim.destroyForcibly();
      }
    }
  }

  @Test
  void of_policies_notes_and_reasons() throws Exception {
    Path policy =
        write(
            "policy.yaml",
            """
            policy: 1
            # the database's password is %s
            limits: {total: 5 per day}
            """
                .formatted(Canary.URL.secret()));
    String at = trail.toString();

    String said =
        gelada(
            FAILED,
            "policy",
            "set",
            policy.toString(),
            "--why",
            Canary.LONG.secret(),
            "--trail",
            at);
    gelada(HELD, "note", "token " + Canary.LONG.secret(), "--trail", at);
    gelada(HELD, "halt", "--why", "leaked " + Canary.URL.secret(), "--trail", at);

    // a policy is kept word for word or not at all
    assertThat(said).contains("secret");
    assertThat(text(trail))
        .contains("\"text\":\"token ***\"", "leaked ***")
        .doesNotContain("\"type\":\"policy\"");
  }

  @Test
  void of_a_trail_that_is_named_with_a_password() throws Exception {
    String url = "postgresql://gelada:" + Canary.URL.secret() + "@db.example/gelada";
    environment.keySet().removeAll(Canary.environment().keySet());

    assertThat(gelada(FAILED, "status", "--trail", url)).contains("gelada:***@db.example");

    environment.put("GELADA_TRAIL", url);
    assertThat(gelada(FAILED, "status")).contains("gelada:***@db.example");
    environment.remove("GELADA_TRAIL");
  }

  /** A run of leaky plug-ins, each told where. The tokens are of the file and of variables. */
  private static String file(String source, String attack, String probe, String selector) {
    return """
    gelada: 1
    name: leaky
    why: What providers give away stops here
    targets:
      them:
        leaky: {token: "${SHOP_TOKEN}", at: %s}
        pick: {leakyFirst: {token: "${SHOP_API_KEY}", at: %s}}
    probes:
      it: {leaky: {token: %s, at: %s}, failAfter: 1, every: 100ms, recoverWithin: 1s}
    steadyState: [it]
    limits: {window: {always: true, zone: UTC}}
    steps:
      - leak: {target: them, for: 3s, token: "${SHOP_TOKEN}", at: %s}
    """
        .formatted(source, selector, Canary.FILE.quoted(), probe, attack);
  }

  private String run(int exit, String file) throws Exception {
    Path written = write("leaky.yaml", file);
    return gelada(exit, "run", written.toString(), "--trail", trail.toString());
  }

  private String gelada(@org.jspecify.annotations.Nullable Integer exit, String... args)
      throws Exception {
    World here = new World(world, world, List.of(in.resolve("plugins")), environment);
    try (GeladaProcess gelada = GeladaProcess.start(here, List.of(args))) {
      int code = gelada.exit(Duration.ofSeconds(90));
      if (exit != null) {
        assertThat(code).as(Arrays.toString(args) + "\n" + gelada.output()).isEqualTo(exit);
      }
      return gelada.output();
    }
  }

  private Path write(String name, String text) {
    return write(in.resolve(name), text);
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
