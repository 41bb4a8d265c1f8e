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
import static org.assertj.core.api.Assertions.within;

import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Seeds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ZoneTest {
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

  private static VictimSelector zone(String text) {
    return new Zone().create(new Zone.Settings(text), NONE);
  }

  private static List<Target> zoned(String... zones) {
    return java.util.Arrays.stream(zones).map(zone -> target("in-" + zone, zone, START)).toList();
  }
}
