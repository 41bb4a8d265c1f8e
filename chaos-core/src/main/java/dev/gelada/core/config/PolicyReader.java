package dev.gelada.core.config;

import dev.gelada.core.plan.Limits;
import dev.gelada.core.plan.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a policy file. */
final class PolicyReader {
  static final List<String> PARTS = List.of("limits", "allow", "deny");

  private final Reading reading;
  private final Problems problems;

  PolicyReader(Reading reading) {
    this.reading = reading;
    this.problems = reading.problems();
  }

  /** The policy; null when a problem was reported. */
  @Nullable Policy read(Node root, String hash) {
    Node.Table table = reading.table(root, "", "a map with policy, limits, allow and deny");
    if (table == null) {
      return null;
    }
    if (table.get("gelada") != null && table.get("policy") == null) {
      problems.shape(table.spot("gelada"), "", "this is an experiment, not a policy.");
      return null;
    }
    FileKeys.PolicyHead head = reading.binder().record(FileKeys.PolicyHead.class, table, PARTS, "");
    Limits limits = new LimitsReader(reading, true).read(table.get("limits"), List.of());
    FileKeys.Allow allow = part(FileKeys.Allow.class, table, "allow");
    FileKeys.Deny deny = part(FileKeys.Deny.class, table, "deny");
    List<String> attacks = reading.catalogs().attacks().names();
    List<String> sources = reading.catalogs().sources().names();
    misspelt(table, "allow", "attacks", allow == null ? List.of() : allow.attacks(), attacks);
    misspelt(table, "deny", "attacks", deny == null ? List.of() : deny.attacks(), attacks);
    misspelt(table, "deny", "sources", deny == null ? List.of() : deny.sources(), sources);
    if (!problems.none() || head == null) {
      return null;
    }
    return new Policy(hash, limits, allow(allow), deny(deny));
  }

  private <R extends Record> @Nullable R part(Class<R> type, Node.Table table, String key) {
    Node node = table.get(key);
    Node.Table part = node == null ? null : reading.table(node, key, "a map");
    return part == null ? null : reading.binder().record(type, part, key);
  }

  /**
   * A name that is nearly a known one is a mistake, and a mistake in {@code deny} allows. Other
   * unknown names stay: the policy may be for a runner with more plug-ins.
   */
  private void misspelt(
      Node.Table table, String part, String key, List<String> written, List<String> known) {
    for (int i = 0; i < written.size(); i++) {
      String name = written.get(i);
      if (known.contains(name)
          || name.contains("*")
          || Words.nearest(name, known).isEmpty()
          || !(table.get(part) instanceof Node.Table keys)
          || !(keys.get(key) instanceof Node.Items items)) {
        continue;
      }
      problems.add(
          Rule.REFERENCE,
          items.items().get(i).at(),
          part + "." + key + "[" + i + "]",
          "nothing is named " + Words.quoted(name) + "." + Words.known(name, known));
    }
  }

  private static Policy.Allow allow(FileKeys.@Nullable Allow allow) {
    return allow == null
        ? Policy.Allow.NOTHING
        : new Policy.Allow(
            allow.optInNone(),
            allow.attended(),
            allow.overrides().stream()
                .map(FileKeys.Overridable::limit)
                .collect(Collectors.toUnmodifiableSet()),
            Set.copyOf(allow.attacks()),
            allow.optInAround());
  }

  private static Policy.Deny deny(FileKeys.@Nullable Deny deny) {
    return deny == null
        ? Policy.NONE.deny()
        : new Policy.Deny(deny.attacks(), deny.sources(), deny.groups());
  }
}
