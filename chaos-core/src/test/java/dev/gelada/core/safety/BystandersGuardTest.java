package dev.gelada.core.safety;

import static dev.gelada.core.safety.Judging.allows;
import static dev.gelada.core.safety.Judging.refuses;

import dev.gelada.core.attack.Prepared;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.safety.Answer.Origin;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Target;
import dev.gelada.core.testing.Worlds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BystandersGuardTest {
  private final Worlds world = new Worlds();
  private final BystandersGuard file = new BystandersGuard(Origin.FILE);
  private final BystandersGuard policy = new BystandersGuard(Origin.POLICY);

  @Test
  void allows_what_takes_from_the_own_group_only() throws Exception {
    allows(file, world, "it takes from no other group");
    world.takes =
        List.of(new Prepared.Take(Worlds.CART, 2), new Prepared.Take(Worlds.groupId("shop"), 0));
    allows(file, world, "it takes from no other group");
  }

  @Test
  void refuses_where_nobody_looked() throws Exception {
    takesFromShop();
    refuses(
        file,
        world,
        "the attack takes 1 member of shop, which was not looked at",
        "Use a source that can see this group too.");
  }

  @Test
  void needs_the_opt_in_of_the_other_group_or_of_all_its_members() throws Exception {
    takesFromShop();
    Group shop = new Group(Worlds.groupId("shop"), Map.of(), -1, true, List.of());
    world.bystanders.put(shop.id(), Worlds.look(shop, 2));
    refuses(
        file,
        world,
        "the attack takes 1 member of shop, which does not carry gelada/enabled=true",
        "Put it on that group too, if its people agree.");
    world.owned = true;
    refuses(
        file,
        world,
        "the attack takes 1 member of shop, which does not carry gelada/enabled=true",
        "Put it on that group too, if its people agree.");
    world.owned = false;
    world.bystanders.put(
        shop.id(),
        new Look(shop, List.of(labelled(1, "true"), labelled(2, "no")), Set.of(), Map.of()));
    refuses(
        file,
        world,
        "the attack takes 1 member of shop, which does not carry gelada/enabled=true",
        "Put it on that group too, if its people agree.");
    world.bystanders.put(
        shop.id(),
        new Look(shop, List.of(labelled(1, "true"), labelled(2, "true")), Set.of(), Map.of()));
    allows(file, world, "all other groups agree");
    world.bystanders.put(shop.id(), Worlds.look(Worlds.group("shop"), 2));
    allows(file, world, "all other groups agree");
  }

  @Test
  void hears_what_the_other_group_lies_in() throws Exception {
    takesFromShop();
    Group inside = around(Map.of(), "true");
    world.bystanders.put(inside.id(), Worlds.look(inside, 2));
    refuses(
        file,
        world,
        "the attack takes 1 member of shop, which does not carry gelada/enabled=true",
        "Put it on that group too, if its people agree.");
    world.allow(new Policy.Allow(false, false, Set.of(), Set.of(), true));
    allows(file, world, "all other groups agree");
    Group out = around(Map.of("gelada/enabled", "true"), "false");
    world.bystanders.put(out.id(), Worlds.look(out, 2));
    refuses(
        file,
        world,
        "the attack takes 1 member of shop, which opted out",
        "Nothing else lifts that.");
  }

  private static Group around(Map<String, String> own, String enabled) {
    return new Group(
        Worlds.groupId("shop"), own, -1, true, List.of(), Map.of("gelada/enabled", enabled));
  }

  @Test
  void respects_their_opt_out() throws Exception {
    takesFromShop();
    world.bystanders.put(
        Worlds.groupId("shop"),
        new Look(Worlds.group("shop"), List.of(labelled(1, "false")), Set.of(), Map.of()));
    refuses(
        file,
        world,
        "the attack takes 1 member of shop, which opted out",
        "Nothing else lifts that.");
  }

  @Test
  void respects_their_holds() throws Exception {
    takesFromShop();
    Group held =
        new Group(
            Worlds.groupId("shop"),
            Map.of("gelada/enabled", "true"),
            -1,
            true,
            List.of(new Refusal("rollout", "under way", "Wait.")));
    world.bystanders.put(held.id(), Worlds.look(held, 2));
    refuses(file, world, "the attack takes 1 member of shop, which is held: under way", "Wait.");
  }

  @Test
  void never_takes_from_the_platforms_own() throws Exception {
    Group dns = Worlds.group("kube-system/dns");
    world.takes = List.of(new Prepared.Take(dns.id(), 1));
    world.bystanders.put(dns.id(), Worlds.look(dns, 2));
    refuses(
        file,
        world,
        "the attack takes 1 member of kube-system/dns, which belongs to the platform itself",
        "Aim elsewhere.");
  }

  @Test
  void lets_the_policy_deny_them() throws Exception {
    takesFromShop();
    allows(policy, world, "all other groups agree");
    world.deny(new Policy.Deny(List.of(), List.of(), List.of("sh*")));
    refuses(
        policy,
        world,
        "the attack takes 1 member of shop, which the policy denies",
        "`gelada policy show` prints it; only who sets the policy can change it.");
  }

  private void takesFromShop() {
    world.takes =
        List.of(new Prepared.Take(Worlds.CART, 1), new Prepared.Take(Worlds.groupId("shop"), 1));
  }

  private static Target labelled(int number, String enabled) {
    Target member = Worlds.member(Worlds.groupId("shop"), number, Health.HEALTHY);
    return new Target(
        member.id(),
        member.group(),
        "",
        Map.of("gelada/enabled", enabled),
        null,
        Health.HEALTHY,
        List.of());
  }
}
