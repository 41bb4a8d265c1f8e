package dev.gelada.k8s.workload;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.Scope;
import dev.gelada.k8s.cluster.Item;
import dev.gelada.k8s.cluster.Listing;
import dev.gelada.k8s.cluster.Reads;
import dev.gelada.k8s.cluster.ResourceType;
import dev.gelada.k8s.cluster.Selector;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One search for groups, owners first: workloads with the opt-in's label are listed by the server;
 * pods are read, and only their metadata, where pods themselves are selected or opt in. Holds names
 * and uids of what it found and one page at a time.
 */
final class GroupSearch {
  /** So many owners of one kind and name space are read one by one; more by a list. */
  private static final int FEW = 20;

  private final Reads reads;
  private final PodSelection selection;
  private final Scope scope;
  private final OwnerTypes types;
  private final Own own;
  private final List<String> namespaces;
  private final Owners owners;
  private final Instant now;
  private final Surroundings around;
  private final Set<String> found = new HashSet<>();

  /**
   * What workloads themselves have to have.
   *
   * @param labels for the server
   * @param ours what it cannot select by
   */
  record Own(Selector labels, Predicate<Item> ours) {
    static final Own ANY = new Own(Selector.ALL, item -> true);
  }

  GroupSearch(Reads reads, PodSelection selection, Scope scope, OwnerTypes types)
      throws IOException {
    this(reads, selection, scope, types, Own.ANY);
  }

  GroupSearch(Reads reads, PodSelection selection, Scope scope, OwnerTypes types, Own own)
      throws IOException {
    this.own = own;
    this.reads = reads;
    this.selection = selection;
    this.scope = scope;
    this.types = types;
    this.namespaces = Scoping.of(selection, reads);
    this.owners = new Owners(reads, namespaces);
    this.around = new Surroundings(reads, namespaces);
    this.now = reads.cluster().time().instant();
  }

  /** Lazily, each once. */
  Stream<Group> groups() throws IOException {
    return workloads().map(InTurn.unchecked(this::group));
  }

  /** The workloads themselves, lazily, each once. */
  Stream<Workload> workloads() throws IOException {
    List<InTurn.Part<Workload>> parts = new ArrayList<>();
    Map<String, Root> qualified = selection.selectsPods() ? roots(Selector.ALL) : null;
    boolean unmarked = scope.everything() || scope.optIn().isEmpty();
    if (unmarked || asks(OptInPlace.WORKLOAD) || asks(OptInPlace.ANNOTATIONS)) {
      Selector labels =
          unmarked || asks(OptInPlace.ANNOTATIONS) ? Selector.ALL : Selector.of(scope.optIn());
      listed(namespaces, labels, qualified, !unmarked, parts);
    }
    if (!unmarked && asks(OptInPlace.NAMESPACE)) {
      parts.add(() -> inOptedInNamespaces(qualified));
    }
    if (!unmarked && (asks(OptInPlace.POD) || asks(OptInPlace.ANNOTATIONS))) {
      parts.add(() -> workloads(podsThatOptIn().values()));
    }
    if (selection.searched().stream().anyMatch(kind -> OwnerKind.listed(kind).isEmpty())) {
      parts.add(() -> unlisted(qualified, unmarked));
    }
    return InTurn.of(parts).filter(workload -> found.add(workload.item().uid()));
  }

  private boolean asks(OptInPlace place) {
    return selection.optInFrom().contains(place);
  }

  private void listed(
      List<String> in,
      Selector labels,
      @Nullable Map<String, Root> qualified,
      boolean marked,
      List<InTurn.Part<Workload>> parts) {
    for (String kind : selection.searched().stream().sorted().toList()) {
      Optional<ResourceType> type = OwnerKind.listed(kind);
      for (String namespace : type.isEmpty() ? List.<String>of() : in) {
        Listing listing =
            Listing.of(type.orElseThrow(), namespace).labelled(labels.and(own.labels()));
        parts.add(
            () ->
                Scoping.list(reads, listing)
                    .filter(item -> qualified == null || qualified.containsKey(item.uid()))
                    .filter(item -> !marked || optsIn(item))
                    .filter(own.ours())
                    .filter(item -> !kind.equals(OwnerKind.REPLICA_SET) || topmost(item))
                    .map(item -> new Workload(kind, item)));
      }
    }
  }

  private static boolean topmost(Item set) {
    return set.controller().isEmpty();
  }

  private boolean optsIn(Item item) {
    Map<String, String> marks = asks(OptInPlace.ANNOTATIONS) ? Marks.of(item) : item.labels();
    return marks.entrySet().containsAll(scope.optIn().entrySet());
  }

  private Stream<Workload> inOptedInNamespaces(@Nullable Map<String, Root> qualified)
      throws IOException {
    List<String> opted = new ArrayList<>();
    try (Stream<Item> all = reads.list(Listing.of(ResourceType.NAMESPACE, "").metadata())) {
      all.filter(this::optsIn).map(Item::name).filter(this::inScope).forEach(opted::add);
    }
    List<InTurn.Part<Workload>> parts = new ArrayList<>();
    listed(opted, Selector.ALL, qualified, false, parts);
    return InTurn.of(parts);
  }

  private boolean inScope(String namespace) {
    return namespaces.contains(Scoping.ALL) || namespaces.contains(namespace);
  }

  private Map<String, Root> podsThatOptIn() throws IOException {
    return asks(OptInPlace.ANNOTATIONS)
        ? roots(Selector.ALL, true)
        : roots(Selector.of(scope.optIn()));
  }

  /** Owners of kinds that are found only through their pods. */
  private Stream<Workload> unlisted(@Nullable Map<String, Root> qualified, boolean unmarked)
      throws IOException {
    Collection<Root> roots =
        (qualified != null ? qualified : roots(Selector.ALL))
            .values().stream().filter(root -> OwnerKind.listed(root.kind()).isEmpty()).toList();
    return workloads(roots).filter(workload -> unmarked || optsIn(workload.item()));
  }

  private Map<String, Root> roots(Selector more) throws IOException {
    return roots(more, false);
  }

  /** What the selected pods belong to, by uid. */
  private Map<String, Root> roots(Selector more, boolean marked) throws IOException {
    Map<String, Root> roots = new LinkedHashMap<>();
    for (String namespace : namespaces) {
      Listing pods =
          selection.narrow(Listing.of(ResourceType.POD, namespace)).labelled(more).metadata();
      try (Stream<Item> all = Scoping.list(reads, pods)) {
        for (Item pod : (Iterable<Item>) all::iterator) {
          if (selection.selects(pod, now) && (!marked || optsIn(pod))) {
            owners
                .of(pod)
                .filter(root -> selection.searched().contains(root.kind()))
                .ifPresent(root -> roots.putIfAbsent(root.uid(), root));
          }
        }
      }
    }
    return roots;
  }

  /** The owners themselves; one that is gone meanwhile is left out. */
  private Stream<Workload> workloads(Collection<Root> roots) throws IOException {
    Map<List<String>, List<Root>> together = new LinkedHashMap<>();
    for (Root root : roots) {
      if (!found.contains(root.uid())) {
        together
            .computeIfAbsent(List.of(root.kind(), root.namespace()), key -> new ArrayList<>())
            .add(root);
      }
    }
    List<InTurn.Part<Workload>> parts = new ArrayList<>();
    for (List<Root> alike : together.values()) {
      parts.add(() -> alike(alike));
    }
    return InTurn.of(parts);
  }

  private Stream<Workload> alike(List<Root> roots) throws IOException {
    Root first = roots.get(0);
    Optional<ResourceType> type = types.of(first);
    if (type.isEmpty()) {
      return Stream.empty();
    }
    Set<String> uids = new HashSet<>();
    roots.forEach(root -> uids.add(root.uid()));
    if (roots.size() > FEW) {
      return reads
          .list(Listing.of(type.get(), first.namespace()))
          .filter(item -> uids.contains(item.uid()))
          .map(item -> new Workload(first.kind(), item));
    }
    List<Workload> each = new ArrayList<>();
    for (Root root : roots) {
      reads
          .get(type.get(), root.namespace(), root.name())
          .filter(item -> item.uid().equals(root.uid()))
          .ifPresent(item -> each.add(new Workload(root.kind(), item)));
    }
    return each.stream();
  }

  Group group(Workload workload) throws IOException {
    return workload.group(
        reads.cluster().place(),
        reads.cluster().access().home(),
        around.of(workload.item().namespace()));
  }
}
