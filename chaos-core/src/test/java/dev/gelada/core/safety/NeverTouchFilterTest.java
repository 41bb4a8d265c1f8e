package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import dev.gelada.core.testing.Worlds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeverTouchFilterTest {
  private final Worlds world = new Worlds();
  private final NeverTouchFilter filter = new NeverTouchFilter();

  @Test
  void refuses_the_platforms_own_namespaces() throws Exception {
    for (String name :
        List.of("kube-system/dns", "kube-public/info", "kube-node-lease/node", "kube-system")) {
      world.group = Worlds.group(name);
      refuses(
          filter,
          world,
          name + " belongs to the platform itself",
          "Aim at a group outside of kube-system, kube-public and kube-node-lease.");
    }
  }

  @Test
  void allows_names_that_only_look_alike() throws Exception {
    for (String name : List.of("kube-systems/dns", "shop/kube-system", "my-kube-system/dns")) {
      world.group = Worlds.group(name);
      allows(filter, world, "not on the never-touch list");
    }
  }

  @Test
  void refuses_gelada_itself_by_the_label_of_its_group_or_its_own() throws Exception {
    Map<String, String> ourselves = Map.of("app.kubernetes.io/name", "gelada");
    world.group = new Group(Worlds.CART, ourselves, -1, true, List.of());
    refuses(
        filter,
        world,
        "cart-1 is Gelada itself",
        "Aim at something that is not labelled app.kubernetes.io/name=gelada.");
    world.group = Worlds.group("cart");
    allows(filter, world, "not on the never-touch list");
    world.member(1, t -> new Target(t.id(), t.group(), "", ourselves, null, t.health(), List.of()));
    refuses(
        filter,
        world,
        "cart-1 is Gelada itself",
        "Aim at something that is not labelled app.kubernetes.io/name=gelada.");
  }

  @Test
  void refuses_pid_1() throws Exception {
    world.member(
        1,
        t ->
            new Target(
                new TargetId(Worlds.PLACE, "process", "init", "1@42"),
                t.group(),
                "",
                Map.of(),
                null,
                t.health(),
                List.of()));
    refuses(filter, world, "pid 1 is the host itself", "Aim at another process.");
  }

  @Test
  void allows_pid_11() throws Exception {
    world.member(
        1,
        t ->
            new Target(
                new TargetId(Worlds.PLACE, "process", "shop", "11@42"),
                t.group(),
                "",
                Map.of(),
                null,
                t.health(),
                List.of()));
    allows(filter, world, "not on the never-touch list");
  }
}
