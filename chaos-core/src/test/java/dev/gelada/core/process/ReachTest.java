package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.Place;
import org.junit.jupiter.api.Test;

class ReachTest {
  @Test
  void the_same_place_is_here() {
    assertThat(reach("m/b", "m/b")).isEqualTo(Reach.HERE);
    assertThat(reach("m/b/pid:[7]", "m/b/pid:[7]")).isEqualTo(Reach.HERE);
  }

  @Test
  void the_same_machine_after_another_boot_is_rebooted() {
    assertThat(reach("m/b1", "m/b2")).isEqualTo(Reach.REBOOTED);
  }

  @Test
  void another_machine_or_name_space_is_elsewhere() {
    assertThat(reach("m/b", "other/b2")).isEqualTo(Reach.ELSEWHERE);
    assertThat(reach("m/b/pid:[7]", "m/b")).isEqualTo(Reach.ELSEWHERE);
    assertThat(reach("m/b", "m/b/pid:[7]")).isEqualTo(Reach.ELSEWHERE);
  }

  @Test
  void a_machine_id_from_an_image_proves_no_reboot() {
    assertThat(reach("m/b1/pid:[7]", "m/b2/pid:[8]")).isEqualTo(Reach.ELSEWHERE);
    assertThat(reach("m/b1/pid:[7]", "m/b2")).isEqualTo(Reach.ELSEWHERE);
  }

  @Test
  void without_a_machine_id_another_boot_is_another_machine() {
    assertThat(reach("b1/b1", "b2/b2")).isEqualTo(Reach.ELSEWHERE);
  }

  private static Reach reach(String wanted, String here) {
    return Reach.of(new Place("host", wanted), new Place("host", here));
  }
}
