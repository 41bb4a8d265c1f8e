package dev.gelada.k8s.victim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Clients;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.FakeTargets;
import dev.gelada.core.testing.ManualTime;
import dev.gelada.core.victim.Pick;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillModeTest {
  @ParameterizedTest
  @CsvSource({
    "fixed, 2, 5, 2",
    "fixed-percent, 40, 5, 2",
    "fixed-percent, 50, 5, 2",
    "fixed-percent, 100, 3, 3",
    "kill-all, 1, 5, 5",
  })
  void takes_as_many_as_the_mode_says(String mode, int value, int members, int taken)
      throws Exception {
    Pick pick = choose(mode, value, members);

    assertThat(pick).isInstanceOf(Pick.Victims.class);
    assertThat(((Pick.Victims) pick).distinct()).hasSize(taken).doesNotHaveDuplicates();
  }

  @Test
  void says_where_kube_monkey_would_take_another_number() throws Exception {
    assertThat(((Pick.Victims) choose("fixed-percent", 50, 5)).how())
        .endsWith("; kube-monkey would round that to 3");
    assertThat(((Pick.Victims) choose("fixed-percent", 40, 5)).how()).doesNotContain("kube-monkey");
    assertThat(((Pick.None) choose("fixed-percent", 25, 2)).why().reason())
        .endsWith("; kube-monkey would round that to 1.");
  }

  @Test
  void more_than_there_are_is_refused_and_not_cut_down() throws Exception {
    assertThat(choose("fixed", 6, 5)).isInstanceOf(Pick.None.class);
  }

  @Test
  void an_unknown_mode_is_a_mistake_of_the_file() {
    assertThatThrownBy(() -> choose("kill-some", 1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no kill mode 'kill-some'. There are fixed, fixed-percent");
  }

  private static Pick choose(String mode, int value, int members) throws Exception {
    FakeTargets world = new FakeTargets();
    Group group = world.group("cart", members);
    List<Target> eligible = world.members(group.id()).toList();
    try (Connections none =
        new Clients(
            List.of(),
            new Connector.Ambient(Map.of(), ManualTime.onATuesdayMorning(), Path.of(".")),
            Map.of())) {
      return new KillMode()
          .create(new KillMode.Settings(mode, value), none)
          .choose(eligible, members, new Random(7));
    }
  }
}
