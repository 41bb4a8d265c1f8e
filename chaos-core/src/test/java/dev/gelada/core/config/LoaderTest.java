package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.attack.Lease;
import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Amount;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.GroupPick;
import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.OptIn;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plan.Rate;
import dev.gelada.core.plan.Schedule;
import dev.gelada.core.plan.Span;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plan.Watched;
import dev.gelada.core.plan.Window;
import dev.gelada.core.plugin.Matching;
import dev.gelada.core.plugin.Secret;
import dev.gelada.core.plugin.Size;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {
  static Experiment load(String yaml) {
    Loaded<Experiment> loaded = Samples.loader().experiment("file.yaml", Samples.bytes(yaml));
    if (loaded instanceof Loaded.Bad<Experiment> bad) {
      throw new AssertionError(bad.problems().toString());
    }
    return ((Loaded.Ok<Experiment>) loaded).value();
  }

  @Test
  void reads_a_small_file_and_fills_in_nothing_that_it_does_not_say() {
    Experiment small = load(SampleFiles.SMALL);

    assertThat(small.name()).isEqualTo("checkout-loses-one");
    assertThat(small.path()).isEqualTo("file.yaml");
    assertThat(small.hash()).matches("[0-9a-f]{64}");
    Aim aim = Objects.requireNonNull(small.targets().get("checkout"));
    assertThat(aim.optIn()).isNull();
    assertThat(aim.groups()).isNull();
    assertThat(aim.pick().text()).isEqualTo("count: 1");
    assertThat(aim.finds())
        .isEqualTo(
            new Samples.Found(new SamplePlugins.Processes.ProcessesSettings("checkout", Map.of())));
    assertThat(small.limits().maxVictims()).isNull();
    assertThat(small.schedule()).isNull();
    assertThat(small.warnings()).isEmpty();
  }

  @Test
  void hashes_the_bytes_and_not_the_meaning() {
    assertThat(load(SampleFiles.SMALL).hash()).isNotEqualTo(load(SampleFiles.SMALL + "\n").hash());
  }

  @Test
  void reads_targets_with_all_their_keys() {
    Map<String, Aim> targets = load(SampleFiles.FULL).targets();

    Aim checkout = Objects.requireNonNull(targets.get("checkout"));
    assertThat(targets.keySet()).containsExactly("checkout", "own", "pods");
    assertThat(checkout.finds())
        .isEqualTo(
            new Samples.Found(
                new SamplePlugins.Processes.ProcessesSettings(
                    "checkout", Map.of("tier", "front", "canary", "false"))));
    assertThat(checkout.optIn()).isEqualTo(new OptIn("chaos", "yes please"));
    assertThat(checkout.except()).hasSize(2);
    assertThat(checkout.groups()).isEqualTo(new GroupPick(50, true));
    assertThat(checkout.pick().text()).isEqualTo("oldest: 2");
    Aim own = Objects.requireNonNull(targets.get("own"));
    assertThat(own.owned()).isTrue();
    assertThat(own.finds())
        .isEqualTo(
            new Samples.Launched(
                new SamplePlugins.LaunchType.LaunchSettings(
                    List.of("java", "-jar", "shop.jar", "--port={port}"),
                    3,
                    new SamplePlugins.LaunchType.Ready(
                        "http://localhost:{port}/health", Duration.ofSeconds(10)),
                    false,
                    Map.of("TOKEN", new Secret("abcdefgh")))));
    assertThat(Objects.requireNonNull(targets.get("pods")).optIn()).isEqualTo(OptIn.NONE);
  }

  @Test
  void takes_labels_as_a_map_or_as_a_selector() {
    assertThat(pods("{labels: {app: shop, tier: 1}}"))
        .isEqualTo(new Matching(Map.of("app", "shop", "tier", "1"), ""));
    assertThat(pods("{labels: \"app in (a,b),!old\"}"))
        .isEqualTo(new Matching(Map.of(), "app in (a,b),!old"));
  }

  private static @Nullable Matching pods(String settings) {
    String file =
        SampleFiles.SMALL
            .replace("processes: {group: checkout}", "pods: " + settings)
            .replace("kill-process", "kill-pod");
    Samples.Found found =
        (Samples.Found) Objects.requireNonNull(load(file).targets().get("checkout")).finds();
    return ((SamplePlugins.Pods.PodsSettings) found.settings()).labels();
  }

  @Test
  void reads_probes_in_both_forms() {
    Experiment full = load(SampleFiles.FULL);

    Watched answers = Objects.requireNonNull(full.probes().get("answers"));
    assertThat(answers.type()).isEqualTo("http");
    assertThat(answers.every()).isEqualTo(Duration.ofSeconds(2));
    assertThat(answers.failAfter()).isEqualTo(5);
    assertThat(answers.during()).isEqualTo(Watched.During.ABORT);
    assertThat(answers.recoverWithin()).isEqualTo(Duration.ofSeconds(60));
    assertThat(answers.probe())
        .isEqualTo(
            new Samples.Watching(
                new SamplePlugins.Http.HttpSettings(
                    URI.create("http://shop.example/health"), Duration.ofMillis(500), 200, null)));
    assertThat(Objects.requireNonNull(full.probes().get("open")).during())
        .isEqualTo(Watched.During.OFF);
    assertThat(Objects.requireNonNull(full.probes().get("works")).probe())
        .isEqualTo(
            new Samples.Watching(
                new SamplePlugins.Command.CommandSettings(
                    List.of("curl", "-f", "http://shop.example/"), Duration.ofSeconds(3))));
    assertThat(full.steadyState()).containsExactly("answers", "open");
  }

  @Test
  void reads_all_limits() {
    assertThat(load(SampleFiles.FULL).limits())
        .isEqualTo(
            new Limits(
                new Window(
                    false,
                    Set.of(
                        DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY),
                    Duration.ofMinutes(510),
                    Duration.ofHours(24),
                    ZoneId.of("Europe/Berlin"),
                    List.of("DE-BY"),
                    List.of(LocalDate.of(2026, 12, 24))),
                new Amount(50, true),
                3,
                new Rate(1, Rate.Period.WORKDAY),
                new Rate(5, Rate.Period.WEEK),
                new Span(Duration.ofMinutes(30), 0),
                new Span(Duration.ZERO, 2),
                Duration.ZERO,
                Duration.ofHours(1),
                Integer.MAX_VALUE,
                List.of("answers")));
  }

  @Test
  void a_window_that_is_partly_written_has_working_hours_for_the_rest() {
    Window window = Objects.requireNonNull(load(SampleFiles.SMALL).limits().window());

    assertThat(window.days()).hasSize(5).doesNotContain(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(window.from()).isEqualTo(Duration.ofHours(9));
    assertThat(window.to()).isEqualTo(Duration.ofHours(15));
    assertThat(window.always()).isFalse();
  }

  @Test
  void always_and_unlimited_are_said_as_words() {
    Limits limits = load(SampleFiles.CRON).limits();

    assertThat(Objects.requireNonNull(limits.window()).always()).isTrue();
    assertThat(limits.perGroup()).isEqualTo(Rate.UNLIMITED);
    assertThat(limits.minHealthy()).isEqualTo(new Amount(0, false));
  }

  @Test
  void reads_steps_and_names_their_places() {
    Experiment full = load(SampleFiles.FULL);

    assertThat(full.steps())
        .extracting(Step::at)
        .containsExactly("steps[0]", "steps[1]", "steps[2]", "steps[3]");
    assertThat(full.steps().get(1)).isEqualTo(new Step.Pause("steps[1]", Duration.ofSeconds(10)));
    assertThat(full.steps().get(2))
        .isEqualTo(new Step.Until("steps[2]", "works", Duration.ofMinutes(1)));
    List<Step.Hit> hits = full.hits();
    assertThat(hits)
        .extracting(Step.Hit::at)
        .containsExactly("steps[0]", "steps[3].together[0]", "steps[3].together[1][0]");
    assertThat(hits.get(0).lasts()).isNull();
    assertThat(hits.get(0).lease()).isEqualTo(Lease.LOCAL);
    assertThat(hits.get(1).lasts()).isEqualTo(Duration.ofSeconds(30));
    assertThat(hits.get(1).lease())
        .isEqualTo(new Lease(Duration.ofSeconds(3), Duration.ofSeconds(1)));
    assertThat(hits.get(2).attended()).isTrue();
    assertThat(hits.get(2).lease())
        .isEqualTo(new Lease(Duration.ofSeconds(25), Duration.ofSeconds(10)));
    assertThat(hits.get(2).attack())
        .isEqualTo(
            new Samples.Hurt(
                new SamplePlugins.Latency.LatencySettings(
                    Duration.ofMillis(100),
                    0.5,
                    List.of(
                        new SamplePlugins.Latency.Route("db", 443),
                        new SamplePlugins.Latency.Route("cache", 6379)),
                    new Amount(20, true),
                    new Size(3 << 20)),
                Lease.REMOTE));
  }

  @Test
  void a_step_without_target_means_the_only_one() {
    assertThat(load(SampleFiles.CRON).hits())
        .singleElement()
        .extracting(Step.Hit::target)
        .isEqualTo("cart");
  }

  @Test
  void reads_the_three_kinds_of_schedule() {
    assertThat(load(SampleFiles.FULL).schedule())
        .isEqualTo(
            new Schedule(
                new Schedule.When.MeanTimeBetween(new Span(Duration.ZERO, 2), "chaos/mean"),
                "checkout"));
    assertThat(load(SampleFiles.CRON).schedule())
        .isEqualTo(new Schedule(new Schedule.When.Cron("30 10 * * TUE"), null));
    assertThat(load(SampleFiles.AT).schedule())
        .isEqualTo(
            new Schedule(
                new Schedule.When.At(
                    List.of(
                        Instant.parse("2026-12-01T10:30:00Z"),
                        Instant.parse("2026-12-02T09:30:00Z"))),
                null));
  }

  @Test
  void reads_a_policy() {
    Loaded<Policy> loaded =
        Samples.loader().policy("policy.yaml", Samples.bytes(SampleFiles.POLICY));

    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    Policy policy = ((Loaded.Ok<Policy>) loaded).value();
    assertThat(policy.hash()).matches("[0-9a-f]{64}");
    assertThat(policy.limits().maxDuration()).isEqualTo(Duration.ofMinutes(30));
    assertThat(policy.allow())
        .isEqualTo(
            new Policy.Allow(
                false, true, Set.of("window", "perGroup"), Set.of("kill-process"), true));
    assertThat(policy.deny())
        .isEqualTo(new Policy.Deny(List.of("kill-p*"), List.of("pods"), List.of("payments-*")));
  }

  @Test
  void a_policy_that_says_nothing_allows_nothing_that_needs_leave() {
    Loaded<Policy> loaded = Samples.loader().policy("policy.yaml", Samples.bytes("policy: 1"));

    Policy policy = ((Loaded.Ok<Policy>) loaded).value();
    assertThat(policy.allow()).isEqualTo(Policy.Allow.NOTHING);
    assertThat(policy.limits()).isEqualTo(Limits.unwritten());
  }

  @Test
  void reads_from_disk(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("small.yaml"), SampleFiles.SMALL);

    assertThat(Samples.loader().experiment(file)).isInstanceOf(Loaded.Ok.class);
  }

  @Test
  void a_file_that_cannot_be_read_is_a_problem_like_others(@TempDir Path folder) {
    assertThat(problems(Samples.loader().experiment(folder.resolve("none.yaml"))))
        .singleElement()
        .asString()
        .endsWith("none.yaml:1:1  cannot be read: there is no such file.");
    assertThat(problems(Samples.loader().policy(folder))).hasSize(1);
  }

  @Test
  void a_file_that_is_too_large_is_not_read_on(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("large.yaml"), "#".repeat(2 << 20));

    assertThat(problems(Samples.loader().experiment(file)))
        .singleElement()
        .asString()
        .endsWith("the file is larger than 1 MiB");
  }

  private static List<Problem> problems(Loaded<?> loaded) {
    return ((Loaded.Bad<?>) loaded).problems();
  }
}
