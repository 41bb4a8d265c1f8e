package dev.gelada.core.victim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Place;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Members of groups, and selectors' answers taken apart. */
final class Members {
  private static final Place PLACE = new Place("host", "m/b");
  static final Instant START = Instant.parse("2026-03-10T10:00:00Z");

  static final Connections NONE =
      new Connections() {
        @Override
        public <C> C get(Class<C> type) {
          throw new Connections.Unreachable("a selector needs no connection");
        }

        @Override
        public void close() {}
      };

  private Members() {}

  static List<Target> victims(Pick pick) {
    assertThat(pick).isInstanceOf(Pick.Victims.class);
    return ((Pick.Victims) pick).distinct();
  }

  static Pick.None none(Pick pick) {
    assertThat(pick).isInstanceOf(Pick.None.class);
    return (Pick.None) pick;
  }

  static List<String> names(Pick pick) {
    return victims(pick).stream().map(victim -> victim.id().name()).toList();
  }

  static List<Target> targets(int n) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      targets.add(target(String.format("%04d", i), "", START));
    }
    return targets;
  }

  static Target target(String name, String zone, @Nullable Instant startedAt) {
    return new Target(
        new TargetId(PLACE, "process", name, name + "@1"),
        new GroupId(PLACE, "process-set", "shop"),
        zone,
        Map.of(),
        startedAt,
        Health.HEALTHY,
        List.of());
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
