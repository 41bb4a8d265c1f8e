package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * In which zone a node is, by its label. A node hardly changes its zone, so what was read is kept
 * for some seconds. Thread-safe.
 */
final class Zones {
  static final String LABEL = "topology.kubernetes.io/zone";

  private static final int FEW = 20;
  private static final int FORBIDDEN = 403;
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final Reads reads;
  private final Map<String, String> zones = new HashMap<>();
  private long readAt;

  Zones(Reads reads) {
    this.reads = reads;
  }

  /** The zones of these nodes; the empty one where there is none or nodes may not be read. */
  synchronized Map<String, String> of(Set<String> nodes) throws IOException {
    long now = reads.cluster().time().nanos();
    if (now - readAt > KEPT.toNanos()) {
      zones.clear();
      readAt = now;
    }
    Set<String> missing = new HashSet<>(nodes);
    missing.removeAll(zones.keySet());
    missing.remove("");
    try {
      if (missing.size() > FEW) {
        all();
      } else {
        Map<String, Item> found = reads.metadata(ResourceType.NODE, "", missing);
        missing.forEach(node -> zones.put(node, ""));
        found.forEach((node, item) -> zones.put(node, item.labels().getOrDefault(LABEL, "")));
      }
    } catch (Trouble trouble) {
      if (trouble.code() != FORBIDDEN) {
        throw trouble;
      }
      missing.forEach(node -> zones.put(node, ""));
    }
    Map<String, String> found = new HashMap<>(zones);
    found.keySet().retainAll(nodes);
    return found;
  }

  private void all() throws IOException {
    try (Stream<Item> nodes = reads.list(Listing.of(ResourceType.NODE, "").metadata())) {
      nodes.forEach(node -> zones.put(node.name(), node.labels().getOrDefault(LABEL, "")));
    }
  }
}
