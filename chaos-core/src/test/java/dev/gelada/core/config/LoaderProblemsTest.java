package dev.gelada.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plugin.Redactor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LoaderProblemsTest {
  static List<String> problems(String yaml) {
    Loaded<Experiment> loaded =
        Samples.loader(Map.of("EMPTY", "", "COUNT", "7"), new Redactor())
            .experiment("f", Samples.bytes(yaml));
    return loaded instanceof Loaded.Bad<Experiment> bad
        ? bad.problems().stream().map(Problem::toString).toList()
        : List.of();
  }

  private static String small(String from, String to) {
    assertThat(SampleFiles.SMALL).contains(from);
    return SampleFiles.SMALL.replace(from, to);
  }

  @Test
  void names_place_value_and_the_nearest_known_name() {
    assertThat(problems(small("kill-process:", "kil-process:")))
        .containsExactly(
            "f:10:5  steps[0]: no attack named 'kil-process'. Did you mean 'kill-process'?"
                + " Known: kill-pod, kill-process, latency, pause-process.");
  }

  @Test
  void says_everything_at_once_in_the_order_of_the_file() {
    String yaml =
        """
        gelada: 2
        name: Not A Name
        targets:
          checkout: {proceses: {group: x}}
        limits: {maxVictims: many, cooldwn: 5m}
        steps:
          - kill-process: {target: chekout, grace: soon}
          - pause: 0s
        schedule: {cron: "61 * * * *"}
        """;

    assertThat(problems(yaml))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("f:1:1  'why' is missing"),
            p -> assertThat(p).startsWith("f:1:9  gelada: '2' is not a version"),
            p -> assertThat(p).startsWith("f:2:7  name: 'Not A Name' is not a name"),
            p ->
                assertThat(p)
                    .startsWith(
                        "f:4:14  targets.checkout: no source named 'proceses'. Did you mean 'processes'?"),
            p ->
                assertThat(p)
                    .startsWith(
                        "f:5:22  limits.maxVictims: 'many' is not a number or 'unlimited', for example 1."),
            p ->
                assertThat(p)
                    .startsWith("f:5:28  limits: no key 'cooldwn' here. Did you mean 'cooldown'?"),
            p ->
                assertThat(p)
                    .startsWith(
                        "f:7:28  steps[0].kill-process.target: no target named 'chekout'. Did you mean 'checkout'?"),
            p ->
                assertThat(p)
                    .startsWith(
                        "f:7:44  steps[0].kill-process.grace: 'soon' is not a length of time, for example 10s."),
            p -> assertThat(p).startsWith("f:8:12  steps[1].pause: it must be more than zero."),
            p ->
                assertThat(p)
                    .startsWith("f:9:18  schedule.cron: '61 * * * *' is not a cron expression"));
  }

  static List<Arguments> rules() {
    return List.of(
        // the form of the file
        Arguments.of("why: The shop", "why: &a The shop", "anchors (&) are not read here"),
        Arguments.of("why: The shop", "why: !!str The shop", "tags (!) are not read here"),
        Arguments.of("{group: checkout}", "*other", "aliases (*) are not read here"),
        Arguments.of("{group: checkout}", "{<<: {group: a}}", "merge keys (<<) are not read"),
        Arguments.of("steps:", "---\nsteps:", "a second document begins here"),
        Arguments.of("why:", "name: again\nwhy:", "this key stands in line 2 already"),
        Arguments.of("why: The", "? [a]\n: The", "a key is text"),
        Arguments.of("{group: checkout}", "{group: checkout", "',' or '}' is missing"),
        Arguments.of("  checkout:", "\tcheckout:", "a tab cannot indent"),
        Arguments.of("why: The", "why: The: ", "a ':' does not fit here"),
        Arguments.of("The shop", "The\u0001 shop", "a control character (U+0001) stands here"),
        Arguments.of("{group: checkout}", "[".repeat(40) + "]".repeat(40), "nested deeper than 32"),
        // nulls
        Arguments.of(
            "{group: checkout}", "", "targets.checkout.processes: nothing is written here"),
        Arguments.of("{target: checkout}", "~", "steps[0].kill-process: nothing is written here"),
        Arguments.of("{group: checkout}", "{group: null}", "processes.group: nothing is written"),
        Arguments.of(
            "why: The shop answers when any one process goes away", "why:", "why: nothing"),
        // names
        Arguments.of("checkout-loses-one", "Checkout", "is not a name of lower case letters"),
        Arguments.of("checkout-loses-one", "a".repeat(64), "It has at most 63 characters."),
        Arguments.of("  checkout:", "  9checkout:", "targets: '9checkout' cannot be a name"),
        Arguments.of("  checkout:", "  on:", "no word that YAML 1.1 takes for true or false"),
        Arguments.of(
            "why: The shop answers when any one process goes away", "why: ' '", "It is blank"),
        Arguments.of("gelada: 1", "gelada: 1.5", "A newer file needs"),
        Arguments.of("gelada: 1", "policy: 1", "this is a policy, not an experiment"),
        // targets
        Arguments.of("processes: {group: checkout}", "pick: {count: 1}", "a target needs a source"),
        Arguments.of(
            "processes: {group: checkout}",
            "{processes: {group: a}, pods: {labels: b}}",
            "a target has one source; here are processes and pods"),
        Arguments.of("{group: checkout}", "{}", "this selects everything"),
        Arguments.of("{group: checkout}", "{labels: {}}", "this selects everything"),
        Arguments.of("{group: checkout}", "{group: ''}", "this selects everything"),
        Arguments.of("{group: checkout}", "{group: '${EMPTY}'}", "this selects everything"),
        Arguments.of("{group: checkout}", "{gruop: checkout}", "Did you mean 'group'?"),
        Arguments.of(
            "{group: checkout}", "checkout", "stands where a map with group, labels belongs"),
        Arguments.of("{group: checkout}", "{group: [a]}", "a list stands where text belongs"),
        Arguments.of("{group: checkout}", "{labels: {a: {}}}", "a map stands where text belongs"),
        Arguments.of(
            "{group: checkout}",
            "{labels: {a: b,c}}",
            "nothing is written here. If it belongs to 'a'"),
        Arguments.of(
            "processes: {group: checkout}",
            "pods: {labels: a=b,c!=d}",
            "targets.checkout.pods.c!=d: nothing is written here. If it belongs to 'labels' before it,"
                + " quote the whole value"),
        Arguments.of(
            "processes: {group: checkout}",
            "{launch: {replicas: 2}}",
            "'command' is missing: program"),
        with("except: checkout", "a list of what 'processes' takes belongs here"),
        with("except: [{}]", "targets.checkout.except[0]: this selects everything"),
        with("optIn: yes", "'none' or one label belongs here"),
        with("optIn: {a: b, c: d}", "exactly one label belongs here"),
        with("optIn: {'': b}", "a key is empty"),
        with("optIn: {}", "exactly one label belongs here"),
        // pick
        with("pick: 1", "a map with a selector, such as {count: 1}, belongs here"),
        with("pick: {count: 1, all: true}", "exactly one selector belongs here, not count and all"),
        with("pick: {cuont: 1}", "no selector named 'cuont'. Did you mean 'count'?"),
        with("pick: {count: 0}", "pick.count: at least one victim is picked, not 0"),
        with("pick: {count: true}", "'true' is not a whole number"),
        with(
            "pick: {count: 2}",
            "2 victims are more than limits.maxVictims allows, which is 1 when it is not written"),
        with("pick: {oldest: 2}", "2 victims are more than limits.maxVictims allows"),
        with("pick: {count: {label: a, default: 2}}", "2 victims are more than limits.maxVictims"),
        with("pick: {percent: 101}", "more than 100 percent: 101"),
        with("pick: {percent: {label: a, default: x}}", "'x' is not a whole number"),
        with("pick: {percent: {label: '', default: 5}}", "the name of a label belongs here"),
        with("pick: {percent: {label: a, default: [5]}}", "the default for a label is one value"),
        with("pick: {percent: {label: a}}", "no key 'label' here"),
        with("pick: {groups: 0}", "It is a whole number from 1"),
        with("pick: {groups: 0%}", "pick.groups: '0%' is not a number of groups"),
        // limits
        limit("minHealthy: 101%", "'101%' is not a number or a percentage"),
        limit("minHealthy: unlimited", "'unlimited' is not a number or a percentage"),
        limit("maxVictims: -1", "It is a whole number from 0"),
        limit("maxVictims: 99999999999999999999", "It is a whole number from 0"),
        limit("perGroup: 1 per fortnight", "It is n per hour, day, workday or week"),
        limit("cooldown: PT10S", "ISO 8601 is not read here"),
        limit("cooldown: 10", "It needs a unit: workdays, ms, s, m, h or d."),
        limit("cooldown: 1h30m", "It is one whole number and one unit"),
        limit("cooldown: 9999999999s", "It is one whole number and one unit"),
        limit("cooldown: 41d", "longer than a trail remembers what is over, 40 days"),
        limit("minGap: 24 workdays", "24 workdays, with some days off among them, is longer"),
        limit("minGap: 24 workdays", "keep more with GELADA_TRAIL_RETENTION"),
        limit("maxDuration: 0s", "it must be more than zero"),
        limit("stopUnless: answers", "a list of names belongs here"),
        limit("stopUnless: [answers]", "no probe named 'answers'. The file declares none."),
        limit("window: never", "'always' or a map belongs here"),
        limit("window: {days: Monday}", "Days are Mon, Tue, Wed, Thu, Fri, Sat, Sun."),
        limit("window: {days: []}", "the list is empty"),
        limit("window: {hours: 22:00-06:00}", "It ends before it begins"),
        limit("window: {hours: 09:00-24:30}", "A day ends at 24:00."),
        limit("window: {hours: 9-15}", "'9-15' is not hours, for example 09:00-15:00."),
        limit("window: {zone: Europe/Berln}", "Did you mean 'Europe/Berlin'?"),
        limit("window: {zone: '+01:00'}", "It is a name such as Europe/Berlin or UTC."),
        limit("window: {holidays: [XX]}", "There is no such calendar."),
        limit("window: {holidays: [DE-BX]}", "Did you mean 'DE-B"),
        limit("window: {holidays: DE}", "stands where a list belongs"),
        limit("window: {daysOff: [2026-02-30]}", "There is no such day."),
        // steps
        step("[]", "steps: at least one step is needed"),
        step("{}", "a list of steps belongs here"),
        step("[kill-process]", "a map with an attack, such as {kill-process: {}}, belongs here"),
        step("[{kill-process: checkout}]", "a map, such as {target: checkout} or {}, belongs here"),
        step("[{kill-process: {}, target: checkout}]", "'target' belongs below the attack's name"),
        step(
            "[{kill-process: {}, pause: 1s}]",
            "a step does one thing; 'kill-process' and 'pause' are two"),
        step("[{kill-process: {target: cart}}]", "no target named 'cart'"),
        step("[{kill-process: {for: 10s}}]", "'kill-process' cannot be undone, so it has no 'for'"),
        step("[{pause-process: {}}]", "'for' is missing: 'pause-process' is undone after a while"),
        step("[{pause-process: {for: 0s}}]", "it must be more than zero"),
        step("[{kill-pod: {}}]", "'kill-pod' attacks pod, and the target 'checkout' is process"),
        step("[{kill-process: {signal: HUP}}]", "'HUP' is not one of kill, term, sig-usr1."),
        step("[{kill-process: {signal: term1}}]", "Did you mean 'term'?"),
        step("[{kill-process: {grace: 1s}}]", "'grace' goes with a signal that can be waited for"),
        step(
            "[{kill-process: {applyWithin: 1s}}]",
            "the attack needs 3000 ms and a file can only lengthen it"),
        step("[{kill-process: {settleTime: 0s}}]", "the attack needs 1000 ms"),
        step(
            "[{latency: {delay: 1s, for: 1s, buffer: 64MB}}]",
            "'64MB' is not a size, for example 256MiB. It is a whole number and one unit: KiB, MiB"),
        step("[{latency: {delay: 1s, for: 1s, buffer: 0KiB}}]", "'0KiB' is not a size"),
        step("[{latency: {delay: 1s, for: 1s, buffer: 1000}}]", "'1000' is not a size"),
        step("[{kill-process: {attended: sure}}]", "'sure' is not true or false."),
        step(
            "[{latency: {delay: 1s, for: 1s, share: -1}}]",
            "these settings are not accepted (NullPointerException)"),
        step("[{until: answers, within: 1s}]", "no probe named 'answers'"),
        step("[{until: answers}]", "'within' is missing"),
        step("[{within: 1s}]", "'until' is missing"),
        step("[{pause: 1}]", "It needs a unit"),
        step("[{ask: ''}]", "It is blank"),
        step("[{together: {kill-process: {}}}]", "a list of branches belongs here"),
        step("[{together: []}]", "at least one branch is needed"),
        step("[{together: [[]]}]", "steps[0].together[0]: at least one step is needed"),
        step("[{together: [{kill: {}}]}]", "steps[0].together[0]: no attack named 'kill'"),
        // schedule
        schedule("cron: '@daily'", "is not a cron expression of five fields"),
        schedule("cron: 0 30 10 * * TUE", "is not a cron expression of five fields"),
        schedule("cron: 30 25 * * TUE", "'30 25 * * TUE' is not a cron expression"),
        schedule("meanTimeBetween: 2d", "a day and more is counted in workdays"),
        schedule("meanTimeBetween: 0 workdays", "it must be more than zero"),
        schedule("meanTimeBetween: 59s", "schedule.meanTimeBetween: the shortest mean is 1m"),
        schedule("meanTimeBetween: 24h", "a day and more is counted in workdays"),
        schedule("meanTimeBetween: {label: a, default: 59s}", "the shortest mean is 1m"),
        schedule("meanTimeBetween: {label: a, default: 2d}", "is counted in workdays"),
        schedule("meanTimeBetween: {label: a, default: soon}", "'soon' is not a length of time"),
        schedule("meanTimeBetween: {label: a}", "'default' is missing, as in {label:"),
        schedule("meanTimeBetween: {default: 2h}", "'label' is missing, as in {label:"),
        schedule("meanTimeBetween: {label: a, defalt: 2h}", "Did you mean 'default'?"),
        schedule("meanTimeBetween: 2 days", "one unit: workdays, ms, s, m, h or d."),
        schedule("meanTimeBetween: {label: '', default: 1h}", "the name of a label belongs here"),
        schedule("at: []", "the list is empty"),
        schedule("at: tomorrow", "is not a date and time"),
        schedule("at: 2026-02-30T10:00", "There is no such day or time."),
        schedule("at: 2026-03-29T02:30", "The clocks go forward over it in Europe/Berlin"),
        schedule(
            "cron: 30 10 * * TUE, at: 2026-12-01T10:30Z",
            "exactly one of meanTimeBetween, cron or at"),
        schedule("each: checkout", "exactly one of meanTimeBetween, cron or at"),
        schedule("cron: 30 10 * * TUE, each: cart", "no target named 'cart'"),
        schedule("evry: 1h", "no key 'evry' here"),
        // probes
        probe("{}", "a probe needs a type. Known: command, http, sql, tcp."),
        probe("{htp: 'http://x/'}", "no probe named 'htp'. Did you mean 'http'?"),
        probe("{http: 'http://x/', tcp: 'x:1'}", "a probe has one type; here are http and tcp"),
        probe("{http: shop}", "It begins with a scheme such as http:."),
        probe("{http: 'http://x y/'}", "Character 8 does not fit"),
        probe(
            "{http: 'http://x/', evry: 1s}", "probes.p: no key 'evry' here. Did you mean 'every'?"),
        probe("{http: 'http://x/', url: 'http://y/'}", "'url' stands beside 'http' already"),
        probe("{http: 'http://x/', every: 0s}", "it must be more than zero"),
        probe("{http: 'http://x/', failAfter: 0}", "it must be more than zero"),
        probe("{http: 'http://x/', during: never}", "'never' is not one of abort, record, off"),
        probe("{http: {url: 'http://x/'}, status: 200}", "no key 'status' here"),
        probe("{tcp: shop}", "no port in shop"),
        probe("{sql: select 1}", "stands where a map with database, query belongs"),
        probe("{command: ls}", "stands where a list belongs"));
  }

  private static Arguments with(String keys, String message) {
    return Arguments.of(
        "processes: {group: checkout}", "{processes: {group: checkout}, " + keys + "}", message);
  }

  private static Arguments limit(String limit, String message) {
    return Arguments.of("window: {zone: Europe/Berlin}", limit, message);
  }

  private static Arguments step(String steps, String message) {
    return Arguments.of(
        "steps:\n  - kill-process: {target: checkout}\n", "steps: " + steps + "\n", message);
  }

  private static Arguments schedule(String schedule, String message) {
    return Arguments.of("steps:", "schedule: {" + schedule + "}\nsteps:", message);
  }

  private static Arguments probe(String probe, String message) {
    return Arguments.of(
        "limits:", "probes: {p: " + probe + "}\nsteadyState: [p]\nlimits:", message);
  }

  /** The small file with one thing changed. */
  static String changed(String from, String to) {
    return to.startsWith("{") && from.startsWith("processes:")
        ? small("\n    " + from, " " + to)
        : small(from, to);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void reports(String from, String to, String message) {
    String yaml = changed(from, to);

    assertThat(problems(yaml)).anySatisfy(problem -> assertThat(problem).contains(message));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void reports_one_mistake_once_or_nearly(String from, String to, String message) {
    String yaml = changed(from, to);

    assertThat(problems(yaml)).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void count_is_free_for_own_targets_unless_the_file_limits_it() {
    String own =
        small("{group: checkout}", "")
            .replace("    processes: \n", "    launch: [sleep, 60]\n    pick: {count: 5}\n");

    assertThat(problems(own)).isEmpty();
    assertThat(problems(own.replace("limits:", "limits:\n  maxVictims: 4")))
        .singleElement()
        .asString()
        .contains("5 victims are more than limits.maxVictims allows, which is 4.");
  }

  @Test
  void a_moment_without_an_offset_needs_a_zone() {
    String yaml =
        small("limits:\n  window: {zone: Europe/Berlin}\n", "schedule: {at: '2026-12-01T10:30'}\n");

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .contains("It needs an offset such as +01:00, or a zone in limits.window.");
  }

  @Test
  void several_targets_need_to_be_named() {
    String yaml =
        small(
                "limits:",
                "  cart:\n    processes: {group: cart}\nschedule: {cron: 1 2 * * *}\nlimits:")
            .replace("{target: checkout}", "{}");

    assertThat(problems(yaml))
        .anySatisfy(p -> assertThat(p).contains("'each' is missing"))
        .anySatisfy(p -> assertThat(p).contains("'target' is missing: checkout or cart."));
  }

  @Test
  void a_fault_does_not_outlast_its_run() {
    String yaml =
        small("kill-process: {", "pause-process: {for: 2m, ")
            .replace("window:", "maxDuration: 1m\n  window:");

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .contains("longer than limits.maxDuration");
  }

  @Test
  void a_problem_in_a_target_does_not_make_its_steps_wrong() {
    assertThat(problems(small("{group: checkout}", "{group: [a]}"))).hasSize(1);
  }

  @Test
  void unused_targets_and_probes_and_a_missing_zone_are_only_warned_of() {
    Experiment experiment =
        LoaderTest.load(
            small("  window: {zone: Europe/Berlin}", "  maxVictims: 1")
                .replace(
                    "limits:",
                    "  cart:\n    processes: {group: cart}\nprobes: {p: {tcp: 'a:1'}}\nlimits:"));

    assertThat(experiment.warnings())
        .satisfiesExactly(
            w ->
                assertThat(w).contains("file.yaml:7:3  targets.cart: nothing in this file uses it"),
            w -> assertThat(w).contains("probes.p: nothing in this file uses it"),
            w -> assertThat(w).contains("limits.window: no zone is written"));
  }

  static List<Arguments> policies() {
    return List.of(
        Arguments.of("policy: 2", "a version that this Gelada"),
        Arguments.of("gelada: 1", "this is an experiment, not a policy"),
        Arguments.of(
            "policy: 1\nlimits: {window: {days: Mon}}", "a policy's window needs its 'zone'"),
        Arguments.of("policy: 1\nlimits: {stopUnless: [a]}", "no key 'stopUnless' here"),
        Arguments.of("policy: 1\nallow: {optInNone: maybe}", "'maybe' is not true or false"),
        Arguments.of("policy: 1\nallow: {overrides: [pergroup]}", "Did you mean 'perGroup'?"),
        Arguments.of(
            "policy: 1\nallow: {overrides: [minHealthy]}", "is not one of window, perGroup"),
        Arguments.of("policy: 1\ndeny: {attacks: [kil-process]}", "Did you mean 'kill-process'?"),
        Arguments.of("policy: 1\ndeny: {sources: [proceses]}", "Did you mean 'processes'?"),
        Arguments.of("policy: 1\ndeny: {groups: payments}", "stands where a list belongs"),
        Arguments.of("policy: 1\ndny: {}", "Did you mean 'deny'?"),
        Arguments.of("[]", "a map with policy, limits, allow and deny belongs here"));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void reports_what_is_wrong_with_a_policy(String yaml, String message) {
    Loaded<Policy> loaded = Samples.loader().policy("f", Samples.bytes(yaml));

    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    assertThat(((Loaded.Bad<Policy>) loaded).problems().get(0).toString()).contains(message);
  }

  @Test
  void shows_no_secret_that_is_read_as_a_key_because_its_colon_is_missing() {
    String yaml =
        small(
            "targets:\n",
            "targets:\n  shop: {launch: {command: [sleep], secrets: {TOKEN abcdefgh}}}\n");

    assertThat(problems(yaml))
        .anySatisfy(p -> assertThat(p).contains("targets.shop.launch.secrets: nothing is written"))
        .noneSatisfy(p -> assertThat(p).contains("abcdefgh"));
  }

  @Test
  void warns_of_a_schedule_that_plans_nothing() {
    String window = "limits:\n  window: {zone: Europe/Berlin}\n";
    assertThat(warnings(small(window, window + "schedule: {cron: 30 16 * * *}\n")))
        .containsExactly(
            "f:9:12  schedule.cron: none of its times is ever in limits.window, Mon-Fri"
                + " 09:00-15:00 Europe/Berlin: nothing is planned for it.");
    assertThat(warnings(small(window, window + "schedule: {cron: 0 10 * * SAT}\n"))).hasSize(1);
    assertThat(warnings(small(window, window + "schedule: {cron: 0 10 31 2 *}\n"))).hasSize(1);
    assertThat(warnings(small(window, window + "schedule: {cron: 0 10 29 2 *}\n"))).isEmpty();
    assertThat(warnings(small(window, window + "schedule: {cron: '59 14,16 * * *'}\n"))).isEmpty();
    assertThat(
            warnings(
                small(
                    window, window + "schedule: {at: ['2026-12-01T10:00', '2026-12-05T10:00']}\n")))
        .containsExactly(
            "f:9:12  schedule.at: Sat 2026-12-05 10:00 Europe/Berlin is not in limits.window,"
                + " Mon-Fri 09:00-15:00 Europe/Berlin: nothing is planned for it.");
  }

  private static List<String> warnings(String yaml) {
    Loaded<Experiment> loaded = Samples.loader().experiment("f", Samples.bytes(yaml));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok<Experiment>) loaded).value().warnings();
  }
}
