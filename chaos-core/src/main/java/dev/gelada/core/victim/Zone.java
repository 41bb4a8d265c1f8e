package dev.gelada.core.victim;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.target.Target;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * {@code zone: any}: every eligible member of one zone. The zone is drawn by rendezvous hashing
 * (Thaler and Ravishankar, 1998): each zone gets a weight from the seed that all targets of a run
 * share, and the heaviest that a target has wins. So two targets agree whenever the heaviest zone
 * of either is one that both have, without knowing of each other.
 */
@Doc("every eligible member of one zone, the same zone for all targets of a run if they can agree")
public final class Zone implements SelectorType<Zone.Settings> {
  private static final String ANY = "any";

  /**
   * What the file says.
   *
   * @param zone {@code any}, or its name
   */
  @Example("zone: any")
  public record Settings(@Doc("any, or the name of a zone") String zone) {}

  @Override
  public String name() {
    return "zone";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public VictimSelector create(Settings settings, Connections with) {
    if (settings.zone().isBlank()) {
      throw new IllegalArgumentException("zone is 'any' or the name of a zone, not empty");
    }
    return new InOneZone(settings.zone());
  }

  private record InOneZone(String wanted) implements VictimSelector {
    @Override
    public boolean sharesDraw() {
      return true;
    }

    @Override
    public Pick choose(List<Target> eligible, int groupSize, RandomGenerator random) {
      long seed = random.nextLong();
      TreeSet<String> zones =
          eligible.stream()
              .map(Target::zone)
              .filter(zone -> !zone.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new));
      String zone =
          wanted.equals(ANY)
              ? zones.stream()
                  .max(Comparator.comparingLong((String z) -> weight(seed, z)))
                  .orElse("")
              : wanted;
      if (!zones.contains(zone)) {
        return none(zone, zones);
      }
      List<Target> victims = eligible.stream().filter(t -> t.zone().equals(zone)).toList();
      return new Pick.Victims(
          victims,
          "%d eligible in zone %s, %s of %s"
              .formatted(
                  victims.size(), zone, wanted.equals(ANY) ? "drawn out" : "the file's", zones));
    }

    private static Pick none(String zone, TreeSet<String> zones) {
      return new Pick.None(
          zones.isEmpty()
              ? new Refusal(
                  "zone",
                  "no eligible member says in which zone it is.",
                  "Give the members a zone, or use another selector.")
              : new Refusal(
                  "zone",
                  "no eligible member is in zone '" + zone + "'; there are " + zones + ".",
                  "Name one of these zones, or 'any'."));
    }

    /** A hash of seed and name with all bits mixed: the finisher of SplitMix64. */
    private static long weight(long seed, String zone) {
      long hash = mix(seed);
      for (int i = 0; i < zone.length(); i++) {
        hash = mix(hash ^ zone.charAt(i));
      }
      return hash;
    }

    private static long mix(long bits) {
      long z = bits + 0x9e3779b97f4a7c15L;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      return z ^ (z >>> 31);
    }
  }
}
