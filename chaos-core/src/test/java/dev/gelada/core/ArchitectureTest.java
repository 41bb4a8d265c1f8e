package dev.gelada.core;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may see whom in core, and who may read clocks, chance and the process around it. */
class ArchitectureTest {
  private static final String CORE = "dev.gelada.core";

  /** The facade's package, which is core itself. */
  private static final String ROOT = "";

  /** From left to right: a package sees those before its own group. */
  private static final List<List<String>> ORDER =
      List.of(
          List.of("plugin"),
          List.of("target"),
          List.of("victim", "attack", "probe"),
          List.of("trail"),
          List.of("plan"),
          List.of("safety"),
          List.of("run"),
          List.of("config", "report"),
          List.of(ROOT));

  /** Providers that happen to live in core: each sees what one in another jar sees. */
  private static final Set<String> PROVIDERS = Set.of("process", "call");

  /**
   * Classes that are the one place for what everybody else gets handed in, each with what it may
   * do. A new line here says why.
   */
  private static final Map<String, Set<String>> ADAPTERS =
      Map.of(
          // Timekeeper's implementation on the machine's own clocks
          CORE + ".plugin.SystemTime", Set.of("Instant.now", "System.nanoTime", "TimeUnit.sleep"));

  /** Owner and member; {@code <init>} is a constructor, {@code *} any member. */
  private static final Map<String, Set<String>> FORBIDDEN =
      Map.ofEntries(
          Map.entry("java.time.Instant", Set.of("now")),
          Map.entry("java.time.LocalDate", Set.of("now")),
          Map.entry("java.time.LocalTime", Set.of("now")),
          Map.entry("java.time.LocalDateTime", Set.of("now")),
          Map.entry("java.time.OffsetDateTime", Set.of("now")),
          Map.entry("java.time.ZonedDateTime", Set.of("now")),
          Map.entry("java.time.Clock", Set.of("system", "systemUTC", "systemDefaultZone")),
          Map.entry("java.time.InstantSource", Set.of("system")),
          Map.entry("java.time.ZoneId", Set.of("systemDefault")),
          Map.entry(
              "java.lang.System",
              Set.of("nanoTime", "currentTimeMillis", "out", "err", "in", "exit", "getenv")),
          Map.entry("java.lang.Runtime", Set.of("exit", "halt")),
          Map.entry("java.lang.Thread", Set.of("sleep")),
          Map.entry("java.util.concurrent.TimeUnit", Set.of("sleep")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry("java.util.Random", Set.of("<init>")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("*")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(CORE);

  @Test
  void a_package_sees_only_what_stands_left_of_it() {
    classes()
        .that()
        .resideInAPackage(CORE + "..")
        .should(seeOnlyWhatStandsLeft())
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packages_form_no_cycles() {
    slices()
        .matching(CORE + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void time_chance_and_the_process_around_are_handed_in() {
    classes()
        .that()
        .resideInAPackage(CORE + "..")
        .should(getThemHandedIn())
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void every_adapter_on_the_list_still_exists_and_uses_its_leave() {
    ADAPTERS.forEach(
        (name, leave) -> {
          Set<String> used = new LinkedHashSet<>();
          CLASSES.get(name).getAccessesFromSelf().stream()
              .filter(ArchitectureTest::isForbidden)
              .forEach(access -> used.add(words(access)));
          assertThat(used).as(name).containsAll(leave);
        });
  }

  @Test
  void the_arrows_are_those_of_the_design() {
    Map<String, Set<String>> sees = sees();

    assertThat(sees.get("trail"))
        .containsExactlyInAnyOrder("plugin", "target", "victim", "attack", "probe");
    assertThat(sees.get("attack")).containsExactlyInAnyOrder("plugin", "target");
    assertThat(sees.get("config")).contains("run", "safety").doesNotContain("report");
    assertThat(PROVIDERS)
        .allSatisfy(
            provider ->
                assertThat(sees.get(provider))
                    .containsExactlyInAnyOrder("plugin", "target", "victim", "attack", "probe"));
    assertThat(sees.values())
        .allSatisfy(seen -> assertThat(seen).doesNotContainAnyElementsOf(PROVIDERS));
  }

  private static Map<String, Set<String>> sees() {
    Map<String, Set<String>> sees = new LinkedHashMap<>();
    Set<String> left = new LinkedHashSet<>();
    for (List<String> group : ORDER) {
      group.forEach(name -> sees.put(name, Set.copyOf(left)));
      left.addAll(group);
    }
    PROVIDERS.forEach(
        provider -> sees.put(provider, Set.of("plugin", "target", "victim", "attack", "probe")));
    return sees;
  }

  private static ArchCondition<JavaClass> seeOnlyWhatStandsLeft() {
    Map<String, Set<String>> sees = sees();
    return new ArchCondition<>("see only packages that stand left of their own") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        String own = packageOf(from);
        if (!sees.containsKey(own)) {
          events.add(violated(from, "package %s has no place in ORDER".formatted(own)));
          return;
        }
        from.getDirectDependenciesFromSelf().stream()
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(to -> isCore(to) && !packageOf(to).equals(own))
            .filter(to -> !sees.get(own).contains(packageOf(to)))
            .distinct()
            .forEach(
                to ->
                    events.add(
                        violated(
                            from,
                            "%s sees %s: the arrow %s → %s is not allowed, %s sees only %s"
                                .formatted(
                                    from.getName(),
                                    to.getName(),
                                    words(own),
                                    words(packageOf(to)),
                                    words(own),
                                    sees.get(own)))));
      }
    };
  }

  private static ArchCondition<JavaClass> getThemHandedIn() {
    return new ArchCondition<>("get time, chance and surroundings handed in") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        Set<String> leave = ADAPTERS.getOrDefault(outermost(from), Set.of());
        from.getAccessesFromSelf().stream()
            .filter(ArchitectureTest::isForbidden)
            .filter(access -> !leave.contains(words(access)))
            .forEach(
                access ->
                    events.add(
                        violated(
                            from,
                            "%s uses %s: take a Timekeeper, a RandomGenerator or a value instead (%s)"
                                .formatted(
                                    from.getName(),
                                    words(access),
                                    access.getSourceCodeLocation()))));
      }
    };
  }

  private static boolean isForbidden(JavaAccess<?> access) {
    Set<String> members = FORBIDDEN.get(access.getTargetOwner().getName());
    return members != null && (members.contains("*") || members.contains(access.getName()));
  }

  private static String words(JavaAccess<?> access) {
    return access.getTargetOwner().getSimpleName() + "." + access.getName();
  }

  private static String words(String inCore) {
    return inCore.equals(ROOT) ? CORE : inCore;
  }

  private static boolean isCore(JavaClass type) {
    return type.getPackageName().equals(CORE) || type.getPackageName().startsWith(CORE + ".");
  }

  /** The first step below core: {@code trail} for {@code dev.gelada.core.trail.file}. */
  private static String packageOf(JavaClass type) {
    String below = type.getPackageName().substring(CORE.length());
    return below.isEmpty() ? ROOT : below.substring(1).split("\\.", 2)[0];
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElseGet(type::getName);
  }
}
