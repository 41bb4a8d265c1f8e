package dev.gelada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.GeladaProcess;
import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.trail.Entries;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.FileTrailStore;
import dev.gelada.core.trail.Verify;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code gelada serve} as processes of their own, over real victims. */
@EnabledOnOs(OS.LINUX)
class ServeIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path folder;
  private Victims victims = new Victims();
  private Path files = Path.of("");
  private Path trail = Path.of("");

  @BeforeEach
  void make() throws Exception {
    victims = Victims.start(12);
    files = Files.createDirectories(folder.resolve("files"));
    trail = folder.resolve("trail.jsonl");
    assertThat(gelada("trail", "init", "--trail", trail.toString())).isZero();
  }

  @AfterEach
  void end() {
    victims.close();
  }

  @Test
  void strikes_in_time_answers_about_itself_and_ends_on_SIGTERM_reverted() throws Exception {
    file("pause", "pause-process: {target: cart, for: 1h}", List.of(soon(8)));
    Files.writeString(files.resolve("bad.yaml"), "gelada: 1\nname: bad\n");
    String said;
    try (GeladaProcess serve = serve("--listen", "127.0.0.1:0")) {
      Victims.await("one is paused", () -> victims.stopped() == 1);

      assertThat(serve.output())
          .contains("bad.yaml is not served until it is mended", "1 strike planned today, next");
      String output = serve.output();
      HttpResponse<String> ready = get(output, "/ready");
      assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
      assertThat(ready.body()).contains("bad.yaml");
      Victims.await("it has looked again", () -> said(serve).contains("nothing more planned"));

      serve.handle().destroy();
      assertThat(serve.exit(LONG)).as(serve.output()).isZero();
      said = serve.output();
    }
    assertThat(victims.stopped()).isZero();
    assertThat(said).containsPattern("started .*\\[run [a-z0-9]{20}]");
    assertThat(said).containsPattern("ended .*\\[pause, run [a-z0-9]{20}]");
    assertThat(entries().stream().filter(Entry.Reverted.class::isInstance)).hasSize(1);
    assertThat(Verify.file(trail, null).bad()).isNull();
  }

  @Test
  void runners_that_are_killed_and_begun_again_use_each_slot_once_and_forget_none()
      throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    List<Instant> moments = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      moments.add(soon(12 + 4 * i));
    }
    file("kill", "kill-process: {target: cart}", moments);
    List<GeladaProcess> runners = new ArrayList<>();
    try {
      runners.add(serve("--listen", "off"));
      runners.add(serve("--listen", "off"));
      Instant last = moments.get(moments.size() - 1);
      while (Instant.now().isBefore(last)) {
        TimeUnit.MILLISECONDS.sleep(2_000 + random.nextInt(4_000));
        int victim = random.nextInt(2);
        runners.get(victim).kill();
        runners.set(victim, serve("--listen", "off"));
      }
      Victims.await("every moment was used or missed", () -> settled(moments));
      for (GeladaProcess runner : runners) {
        // until it has looked, a signal finds a JVM that is starting and no runner
        Victims.await("it serves", () -> said(runner).contains("1 file served"));
        runner.handle().destroy();
        assertThat(runner.exit(LONG)).as(runner.output()).isZero();
      }
    } finally {
      runners.forEach(GeladaProcess::close);
    }

    List<String> claimed = new ArrayList<>();
    for (Entry entry : entries()) {
      if (entry instanceof Entry.Claimed claim) {
        claimed.add(claim.slot().when());
      }
    }
    // one that was claimed and certainly never touched, because its runner died, may be used again
    assertThat(12 - victims.alive()).isLessThanOrEqualTo(new TreeSet<>(claimed).size());
    assertThat(struck()).as("no slot twice").doesNotHaveDuplicates();
    assertThat(12 - victims.alive()).as("the trail says whom").isEqualTo(struck().size());
    assertThat(Verify.file(trail, null).bad()).isNull();
    assertThat(gelada("revert", "--trail", trail.toString())).isZero();
  }

  private boolean settled(List<Instant> moments) {
    TreeSet<String> used = new TreeSet<>();
    for (Entry entry : entries()) {
      if (entry instanceof Entry.Claimed claim) {
        used.add(claim.slot().when());
      } else if (entry instanceof Entry.Missed missed) {
        used.add(missed.slot().when());
      }
    }
    return moments.stream().allMatch(moment -> used.contains(moment.toString()));
  }

  /** The slots of what took effect. */
  private List<String> struck() {
    List<Entry> all = entries();
    List<String> slots = new ArrayList<>();
    for (Entry entry : all) {
      if (entry instanceof Entry.Struck struck) {
        all.stream()
            .filter(Entry.Claimed.class::isInstance)
            .map(Entry.Claimed.class::cast)
            .filter(claim -> claim.strike().id().equals(struck.strike()))
            .forEach(claim -> slots.add(claim.slot().when()));
      }
    }
    return slots;
  }

  @Test
  void once_is_for_a_scheduler_outside() throws Exception {
    file("kill", "kill-process: {target: cart}", List.of(soon(3_600)));
    assertThat(gelada("serve", files.toString(), "--once", "--trail", trail.toString()))
        .as("nothing is due")
        .isZero();
    assertThat(victims.alive()).isEqualTo(12);

    file("kill", "kill-process: {target: cart}", List.of(soon(-60)));
    assertThat(gelada("serve", files.toString(), "--once", "--trail", trail.toString())).isZero();
    assertThat(victims.alive()).isEqualTo(11);
    assertThat(gelada("serve", files.toString(), "--once", "--trail", trail.toString())).isZero();
    assertThat(victims.alive()).as("its slot is used").isEqualTo(11);
  }

  @Test
  void what_is_wrong_from_the_start_is_said_before_anything_begins() throws Exception {
    assertThat(gelada("serve", folder.resolve("gone").toString())).isEqualTo(2);
    assertThat(gelada("serve", files.toString(), "--listen", "8642")).isEqualTo(2);
    assertThat(gelada("serve", files.toString(), "--trail", folder.resolve("no").toString()))
        .isEqualTo(5);
  }

  /** So many seconds from now, on a whole second. */
  private static Instant soon(int seconds) {
    return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
  }

  private void file(String name, String step, List<Instant> moments) throws IOException {
    Files.writeString(
        files.resolve(name + ".yaml"),
        """
        gelada: 1
        name: %s
        why: The shop does not mind
        targets:
          cart:
            processes: {group: %s}
        limits:
          window: {always: true, zone: UTC}
          perGroup: unlimited
          minHealthy: 1
        steps:
          - %s
        schedule:
          at: %s
        """
            .formatted(
                name,
                victims.group(),
                step,
                moments.stream().map(moment -> "\"" + moment + "\"").toList()));
  }

  private GeladaProcess serve(String... options) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("serve", files.toString(), "--trail", trail.toString()));
    args.addAll(List.of(options));
    return GeladaProcess.start(folder, folder, args);
  }

  private int gelada(String... args) throws Exception {
    try (GeladaProcess gelada = GeladaProcess.start(folder, folder, List.of(args))) {
      return gelada.exit(LONG);
    }
  }

  private List<Entry> entries() {
    try (FileTrailStore store = FileTrailStore.open(trail, new SystemTime());
        var records = store.after(0)) {
      List<Entry> entries = new ArrayList<>();
      for (var record : records.toList()) {
        entries.add(Entries.of(record));
      }
      return entries;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String said(GeladaProcess serve) {
    try {
      return serve.output();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> get(String output, String path) throws Exception {
    Matcher port = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)/health").matcher(output);
    assertThat(port.find()).as(output).isTrue();
    URI uri = URI.create("http://127.0.0.1:" + port.group(1) + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
