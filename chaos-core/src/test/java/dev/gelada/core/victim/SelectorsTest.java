package dev.gelada.core.victim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  private static final Place PLACE = new Place("host", "m/b");
  private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");

  private static final Connections NONE =
      new Connections() {
        @Override
        public <C> C get(Class<C> type) {
          throw new Connections.Unreachable("a selector needs no connection");
        }

        @Override
        public void close() {}
      };

  @Test
  void all_seven_are_found_by_name_and_documented() {
    Catalog<SelectorType<?>> found = catalog();

    assertThat(found.names())
        .contains("all", "count", "newest", "oldest", "percent", "upToPercent", "zone");
    for (SelectorType<?> type : found.all()) {
      assertThat(type.getClass()).hasAnnotation(Doc.class);
      assertThat(type.settings()).hasAnnotation(Example.class);
      assertThat(type.settings().getAnnotation(Example.class).value()).startsWith(type.name());
      assertThat(type.settings().getRecordComponents())
          .allMatch(c -> c.isAnnotationPresent(Doc.class));
    }
  }

  @Test
  void count_takes_exactly_so_many_distinct_members() {
    Seeds.each(
        1000,
        random -> {
          List<Target> eligible = targets(random.nextInt(1, 20));
          int wanted = random.nextInt(1, eligible.size() + 1);

          List<Target> victims = victims(count(wanted).choose(eligible, 99, random));

          assertThat(victims).hasSize(wanted).doesNotHaveDuplicates().isSubsetOf(eligible);
        });
  }

  @Test
  void count_refuses_rather_than_take_fewer() {
    Pick.None none = none(count(3).choose(targets(2), 5, random(1)));

    assertThat(none.why().rule()).isEqualTo("count");
    assertThat(none.why().reason()).contains("count is 3").contains("2 members are eligible");
  }

  @Test
  void count_is_fair() {
    List<Target> eligible = targets(5);
    Map<Target, Integer> times = new HashMap<>();
    int rounds = 20_000;
    Seeds.each(
        rounds,
        random ->
            victims(count(2).choose(eligible, 5, random))
                .forEach(victim -> times.merge(victim, 1, Integer::sum)));

    // each is in 2 of 5 draws; 1.5 % is more than four standard deviations
    assertThat(times).hasSize(5);
    times.values().forEach(n -> assertThat(n / (double) rounds).isCloseTo(0.4, within(0.015)));
  }

  @Test
  void the_same_seed_gives_the_same_victims() {
    List<Target> eligible = targets(30);

    assertThat(victims(count(7).choose(eligible, 30, random(42))))
        .isEqualTo(victims(count(7).choose(eligible, 30, random(42))));
  }

  @Test
  void percent_is_of_all_members_and_rounded_down() {
    Pick.Victims pick = (Pick.Victims) percent(30).choose(targets(5), 7, random(1));

    assertThat(pick.distinct()).hasSize(2);
    assertThat(pick.how()).isEqualTo("30% of 7 is 2.1, rounded down to 2");
  }

  @Test
  void percent_says_the_arithmetic_when_it_comes_to_nothing() {
    assertThat(none(percent(30).choose(targets(3), 3, random(1))).why().reason())
        .isEqualTo("30% of 3 is 0.9, rounded down to 0.");
  }

  @Test
  void percent_refuses_when_the_ineligible_leave_too_few() {
    assertThat(none(percent(50).choose(targets(2), 10, random(1))).why().reason())
        .isEqualTo("50% of 10 is 5, and 2 members are eligible.");
  }

  @Test
  void percent_is_exact_for_every_size() {
    Seeds.each(
        1000,
        random -> {
          int size = random.nextInt(1, 400);
          int percent = random.nextInt(1, 101);
          Pick pick = percent(percent).choose(targets(size), size, random);
          int wanted = (int) Math.floor(size * (percent / 100.0) + 1e-9);
          assertThat(pick instanceof Pick.Victims v ? v.distinct().size() : 0).isEqualTo(wanted);
        });
  }

  @Test
  void up_to_percent_draws_the_share_and_never_takes_more() {
    List<Target> eligible = targets(10);
    Map<Integer, Integer> sizes = new HashMap<>();
    Seeds.each(
        10_000,
        random -> {
          Pick pick = upToPercent(40).choose(eligible, 10, random);
          sizes.merge(pick instanceof Pick.Victims v ? v.distinct().size() : 0, 1, Integer::sum);
        });

    // 0-9 % of ten is none, 10-19 % one, ... and only 40 % itself is four: 10, 10, 10, 10, 1 of 41
    assertThat(sizes.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    for (int few = 0; few < 4; few++) {
      assertThat(sizes.getOrDefault(few, 0) / 10_000.0).isCloseTo(10 / 41.0, within(0.02));
    }
    assertThat(sizes.getOrDefault(4, 0) / 10_000.0).isCloseTo(1 / 41.0, within(0.01));
  }

  @Test
  void all_takes_every_eligible_member_up_to_its_number() {
    assertThat(victims(all("true").choose(targets(4), 6, random(1)))).isEqualTo(targets(4));
    assertThat(victims(all("4").choose(targets(4), 6, random(1)))).hasSize(4);
    assertThat(none(all("3").choose(targets(4), 6, random(1))).why().reason())
        .isEqualTo("all may be at most 3, and 4 are eligible.");
    assertThat(none(all("true").choose(List.of(), 6, random(1))).why().rule()).isEqualTo("all");
  }

  @Test
  void oldest_and_newest_go_by_start() {
    List<Target> eligible =
        List.of(
            target("1", "", START.plusSeconds(20)),
            target("2", "", START),
            target("3", "", START.plusSeconds(10)));

    assertThat(names(age(new Oldest().create(new Oldest.Settings("2"), NONE), eligible)))
        .containsExactly("2", "3");
    assertThat(names(age(new Newest().create(new Newest.Settings("true"), NONE), eligible)))
        .containsExactly("1");
  }

  @Test
  void age_refuses_members_without_a_start() {
    VictimSelector oldest = new Oldest().create(new Oldest.Settings("true"), NONE);

    assertThat(
            none(oldest.choose(
                    List.of(target("1", "", START), target("2", "", null)), 2, random(1)))
                .why()
                .reason())
        .isEqualTo("1 of 2 eligible members do not say since when they exist.");
  }

  @Test
  void numbers_that_make_no_sense_are_refused_when_the_file_is_read() {
    assertThatThrownBy(() -> count(0)).hasMessage("count is a number from 1, not 0");
    assertThatThrownBy(() -> percent(101)).hasMessage("percent is a number from 1 to 100, not 101");
    assertThatThrownBy(() -> upToPercent(0)).isInstanceOf(IllegalArgumentException.class);
    for (String bad : List.of("false", "0", "-1", "1.5", "99999999999", "")) {
      assertThatThrownBy(() -> all(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("all is true or a number from 1, not '" + bad + "'");
    }
  }

  @Test
  void zone_takes_every_member_of_one_zone() {
    List<Target> eligible =
        List.of(target("1", "a", START), target("2", "b", START), target("3", "a", START));

    Seeds.each(
        100,
        random -> {
          List<String> names = names(zone("any").choose(eligible, 3, random));
          assertThat(names.equals(List.of("1", "3")) || names.equals(List.of("2"))).isTrue();
        });
    assertThat(names(zone("b").choose(eligible, 3, random(1)))).containsExactly("2");
    assertThat(none(zone("c").choose(eligible, 3, random(1))).why().reason())
        .isEqualTo("no eligible member is in zone 'c'; there are [a, b].");
    assertThat(none(zone("any").choose(targets(3), 3, random(1))).why().reason())
        .isEqualTo("no eligible member says in which zone it is.");
  }

  @Test
  void zone_is_the_same_for_targets_that_have_the_drawn_one() {
    assertThat(zone("any").sharesDraw()).isTrue();
    Set<String> drawn = new HashSet<>();
    Seeds.each(
        1000,
        random -> {
          long seed = random.nextLong();
          List<Target> wide = zoned("a", "b", "c", "d");
          List<Target> narrow = zoned("b", "d");
          String first = victims(zone("any").choose(wide, 4, random(seed))).get(0).zone();
          String second = victims(zone("any").choose(narrow, 2, random(seed))).get(0).zone();
          drawn.add(first);
          if (first.equals("b") || first.equals("d")) {
            assertThat(second).isEqualTo(first);
          }
        });
    assertThat(drawn).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void zones_are_equally_likely() {
    Map<String, Integer> times = new HashMap<>();
    Seeds.each(
        20_000,
        random ->
            times.merge(
                victims(zone("any").choose(zoned("eu-1a", "eu-1b", "eu-1c"), 3, random))
                    .get(0)
                    .zone(),
                1,
                Integer::sum));

    times.values().forEach(n -> assertThat(n / 20_000.0).isCloseTo(1 / 3.0, within(0.015)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Catalog<SelectorType<?>> catalog() {
    return (Catalog) Catalog.load(SelectorType.class, SelectorsTest.class.getClassLoader());
  }

  private static VictimSelector count(int n) {
    return new Count().create(new Count.Settings(n), NONE);
  }

  private static VictimSelector percent(int n) {
    return new Percent().create(new Percent.Settings(n), NONE);
  }

  private static VictimSelector upToPercent(int n) {
    return new UpToPercent().create(new UpToPercent.Settings(n), NONE);
  }

  private static VictimSelector all(String text) {
    return new All().create(new All.Settings(text), NONE);
  }

  private static VictimSelector zone(String text) {
    return new Zone().create(new Zone.Settings(text), NONE);
  }

  private static Pick age(VictimSelector selector, List<Target> eligible) {
    return selector.choose(eligible, eligible.size(), random(1));
  }

  private static List<Target> victims(Pick pick) {
    assertThat(pick).isInstanceOf(Pick.Victims.class);
    return ((Pick.Victims) pick).distinct();
  }

  private static Pick.None none(Pick pick) {
    assertThat(pick).isInstanceOf(Pick.None.class);
    return (Pick.None) pick;
  }

  private static List<String> names(Pick pick) {
    return victims(pick).stream().map(victim -> victim.id().name()).toList();
  }

  private static List<Target> targets(int n) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      targets.add(target(String.format("%04d", i), "", START));
    }
    return targets;
  }

  private static List<Target> zoned(String... zones) {
    return java.util.Arrays.stream(zones).map(zone -> target("in-" + zone, zone, START)).toList();
  }

  private static Target target(String name, String zone, @Nullable Instant startedAt) {
    return new Target(
        new TargetId(PLACE, "process", name, name + "@1"),
        new GroupId(PLACE, "process-set", "shop"),
        zone,
        Map.of(),
        startedAt,
        Health.HEALTHY,
        List.of());
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
