package dev.gelada.core.victim;

import static dev.gelada.core.victim.Members.NONE;
import static dev.gelada.core.victim.Members.START;
import static dev.gelada.core.victim.Members.names;
import static dev.gelada.core.victim.Members.none;
import static dev.gelada.core.victim.Members.random;
import static dev.gelada.core.victim.Members.target;
import static dev.gelada.core.victim.Members.targets;
import static dev.gelada.core.victim.Members.victims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gelada.core.plugin.Catalog;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorsTest {
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

  private static Pick age(VictimSelector selector, List<Target> eligible) {
    return selector.choose(eligible, eligible.size(), random(1));
  }
}
