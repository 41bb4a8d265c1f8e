package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file selects, read once.
 *
 * @param namespaces names; empty for what {@code --namespace} says, else all
 * @param namespaceLabels of name spaces; null for any
 * @param labels of pods, for the server
 * @param fields of pods, for the server
 * @param annotations of pods; the server cannot select by them
 * @param names of pods, one of which matches the whole name; empty for any
 * @param kinds of owners; empty where the file does not say
 * @param olderThan null for any age
 * @param youngerThan null for any age
 * @param optInFrom where an opt-in is looked for
 */
record PodSelection(
    List<String> namespaces,
    @Nullable Selector namespaceLabels,
    Selector labels,
    String fields,
    Selector annotations,
    List<Pattern> names,
    Set<String> kinds,
    @Nullable Duration olderThan,
    @Nullable Duration youngerThan,
    Set<OptInPlace> optInFrom) {
  private static final Set<String> USUAL = Set.of(OwnerKind.DEPLOYMENT, OwnerKind.STATEFUL_SET);

  /** Everything that may be seen, of every kind: for looking at a group that was named. */
  static final PodSelection EVERYTHING =
      new PodSelection(
          List.of(),
          null,
          Selector.ALL,
          "",
          Selector.ALL,
          List.of(),
          Set.of(),
          null,
          null,
          Set.of());

  /** The kinds that are searched. */
  Set<String> searched() {
    return kinds.isEmpty() ? USUAL : kinds;
  }

  /** Whether a group of that kind may be looked at when it is named: unless others were written. */
  boolean takes(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  /** Whether pods of an owner may differ in whether they are selected. */
  boolean selectsPods() {
    return !labels.requirements().isEmpty()
        || !fields.isEmpty()
        || !annotations.requirements().isEmpty()
        || !names.isEmpty()
        || olderThan != null
        || youngerThan != null;
  }

  /** The server's part. */
  Listing narrow(Listing pods) {
    return pods.labelled(labels).fields(fields);
  }

  /** Our own part. */
  boolean selects(Item pod, Instant now) {
    return annotations.in(pod.annotations()) && named(pod.name()) && aged(pod, now);
  }

  private boolean named(String name) {
    return names.isEmpty() || names.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private boolean aged(Item pod, Instant now) {
    if (olderThan == null && youngerThan == null) {
      return true;
    }
    Duration age = Duration.between(pod.createdAt(), now);
    return (olderThan == null || age.compareTo(olderThan) > 0)
        && (youngerThan == null || age.compareTo(youngerThan) < 0);
  }
}
