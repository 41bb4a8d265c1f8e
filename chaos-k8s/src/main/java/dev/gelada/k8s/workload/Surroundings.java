package dev.gelada.k8s.workload;

import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Trouble;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labels and annotations of the name spaces of one look. The first few are read one by one; a look
 * at the whole cluster that meets more of them reads all at once, where this user may list them.
 */
final class Surroundings {
  /** So many are read one by one: a list of thousands would cost more. */
  static final int FEW = 4;

  private static final int FORBIDDEN = 403;

  private final Reads reads;
  private final boolean everywhere;
  private final Map<String, Map<String, String>> known = new HashMap<>();
  private boolean listed;

  /**
   * @param namespaces that are looked at; among them the empty one for all
   */
  Surroundings(Reads reads, List<String> namespaces) {
    this.reads = reads;
    this.everywhere = namespaces.contains(Scoping.ALL);
  }

  /** Those of one; none where it may not be read. */
  Map<String, String> of(String namespace) throws IOException {
    if (!known.containsKey(namespace) && everywhere && !listed && known.size() >= FEW) {
      list();
    }
    Map<String, String> its = known.get(namespace);
    if (its == null) {
      its = Scoping.around(namespace, reads);
      known.put(namespace, its);
    }
    return its;
  }

  private void list() throws IOException {
    listed = true;
    try (Stream<Item> all = reads.list(Listing.of(ResourceType.NAMESPACE, "").metadata())) {
      all.forEach(namespace -> known.put(namespace.name(), Marks.of(namespace)));
    } catch (Trouble trouble) {
      if (trouble.code() != FORBIDDEN) {
        throw trouble;
      }
    }
  }
}
