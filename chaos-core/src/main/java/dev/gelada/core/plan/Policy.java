package dev.gelada.core.plan;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The operator's rules: a second list of guards beside the file's. Both must allow.
 *
 * @param hash SHA-256 of its bytes
 * @param limits as in a file, over the whole trail; what it does not say is not limited by it
 * @param allow what needs leave
 * @param deny what is forbidden
 */
public record Policy(String hash, Limits limits, Allow allow, Deny deny) {
  /** No policy was set: nothing is limited by it, and nothing that needs leave has it. */
  public static final Policy NONE =
      new Policy("", Limits.unwritten(), Allow.NOTHING, new Deny(List.of(), List.of(), List.of()));

  public Policy {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(allow, "allow");
    Objects.requireNonNull(deny, "deny");
  }

  /**
   * What needs leave.
   *
   * @param optInNone {@code optIn: none}, and other labels than the default as opt-in
   * @param attended attacks that only Gelada can end
   * @param overrides file rules that a run may set aside with a reason
   * @param attacks attacks that are off unless named here
   * @param optInAround an opt-in by what a group lies in, a name space for example
   */
  public record Allow(
      boolean optInNone,
      boolean attended,
      Set<String> overrides,
      Set<String> attacks,
      boolean optInAround) {
    /** No leave at all. */
    public static final Allow NOTHING = new Allow(false, false, Set.of(), Set.of());

    public Allow {
      overrides = Set.copyOf(overrides);
      attacks = Set.copyOf(attacks);
    }

    /** Without leave for an opt-in from around. */
    public Allow(boolean optInNone, boolean attended, Set<String> overrides, Set<String> attacks) {
      this(optInNone, attended, overrides, attacks, false);
    }
  }

  /**
   * What is forbidden. {@code *} stands for any characters.
   *
   * @param attacks by name
   * @param sources by name
   * @param groups by the name of the group
   */
  public record Deny(List<String> attacks, List<String> sources, List<String> groups) {
    public Deny {
      attacks = List.copyOf(attacks);
      sources = List.copyOf(sources);
      groups = List.copyOf(groups);
    }
  }
}
