package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Selector;
import dev.gelada.k8s.cluster.Trouble;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which name spaces are looked at. */
final class Scoping {
  /** Stands for all of them in lists. */
  static final String ALL = "";

  private static final int FORBIDDEN = 403;

  private Scoping() {}

  /** Those that are written, else the one of {@code --namespace}, else all. */
  static List<String> written(List<String> namespaces, Cluster cluster) {
    if (!namespaces.isEmpty()) {
      return namespaces;
    }
    String usual = cluster.access().namespace();
    return List.of(usual.isEmpty() ? ALL : usual);
  }

  /** The same, and of these the ones with such labels. */
  static List<String> of(PodSelection selection, Reads reads) throws IOException {
    List<String> written = written(selection.namespaces(), reads.cluster());
    Selector labels = selection.namespaceLabels();
    return labels == null ? written : labelled(labels, written, reads);
  }

  /** Of these name spaces the ones with such labels. */
  static List<String> labelled(Selector labels, List<String> of, Reads reads) throws IOException {
    try (Stream<Item> all =
        reads.list(Listing.of(ResourceType.NAMESPACE, "").labelled(labels).metadata())) {
      return all.map(Item::name)
          .filter(name -> of.contains(ALL) || of.contains(name))
          .sorted()
          .toList();
    }
  }

  /** Whether a name space is one of those that the file selects; asks only where labels count. */
  static boolean covers(PodSelection selection, String namespace, Reads reads) throws IOException {
    List<String> written = written(selection.namespaces(), reads.cluster());
    if (!written.contains(ALL) && !written.contains(namespace)) {
      return false;
    }
    Selector labels = selection.namespaceLabels();
    return labels == null
        || reads
            .metadata(ResourceType.NAMESPACE, "", namespace)
            .filter(found -> labels.in(found.labels()))
            .isPresent();
  }

  /** Labels and annotations of a name space; none where it may not be read. */
  static Map<String, String> around(String namespace, Reads reads) throws IOException {
    try {
      Optional<Item> found = reads.metadata(ResourceType.NAMESPACE, "", namespace);
      return found.map(Marks::of).orElse(Map.of());
    } catch (Trouble trouble) {
      if (trouble.code() == FORBIDDEN) {
        return Map.of();
      }
      throw trouble;
    }
  }

  /** A list, whose refusal for all name spaces says what can be done without that right. */
  static Stream<Item> list(Reads reads, Listing listing) throws IOException {
    try {
      return reads.list(listing);
    } catch (Trouble trouble) {
      throw trouble.code() == FORBIDDEN && listing.namespace().equals(ALL)
          ? explained(trouble, listing)
          : trouble;
    }
  }

  private static Trouble explained(Trouble trouble, @Nullable Listing listing) {
    return Trouble.of(
        "list " + (listing == null ? "" : listing.type().plural()) + " in all namespaces",
        trouble.code(),
        "this user may not",
        "Name the namespaces in the file (namespaces: [shop]), give --namespace, or grant it by a"
            + " ClusterRole.");
  }
}
