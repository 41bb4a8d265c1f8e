package dev.gelada.k8s.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at a cluster page by page, so that memory does not grow with it. A look that fails throws
 * and is never an empty or a shorter answer. Thread-safe; calls block.
 */
public final class Reads {
  /** Objects on a page. */
  public static final int PAGE = 500;

  /** Metadata without spec and status, of one object. */
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final Cluster cluster;
  private final int page;

  public Reads(Cluster cluster) {
    this(cluster, PAGE);
  }

  /**
   * @param page objects on a page
   */
  public Reads(Cluster cluster, int page) {
    this.cluster = cluster;
    this.page = page;
  }

  /** The cluster. */
  public Cluster cluster() {
    return cluster;
  }

  /**
   * All that it lists, lazily: the next page is asked for when the last one is used up, and only
   * one is held. The first page is asked for at once, so that what is not allowed fails here.
   *
   * @return a stream that throws {@link UncheckedIOException} where a later page fails; a list that
   *     was cut short never ends as if it were whole
   * @throws IOException a {@link Trouble}, if the first page fails
   */
  public Stream<Item> list(Listing listing) throws IOException {
    return list(listing, "");
  }

  /**
   * The same list, whose first page is asked for now and waited for when it is opened: for looks
   * that need not wait for one another.
   */
  public Ahead ahead(Listing listing) {
    Pages pages = new Pages(listing, "");
    Api.Pending first = pages.ask();
    return () -> {
      pages.take(first);
      return pages.stream();
    };
  }

  /** A list on its way. */
  public interface Ahead {
    /**
     * Waits for the first page; to be called once.
     *
     * @throws IOException a {@link Trouble}, if that fails
     */
    Stream<Item> open() throws IOException;
  }

  /**
   * @param token where a list goes on
   */
  Stream<Item> list(Listing listing, String token) throws IOException {
    Pages pages = new Pages(listing, token);
    pages.take(pages.ask());
    return pages.stream();
  }

  /** One object; empty when there is none of that name. */
  public Optional<Item> get(ResourceType type, String namespace, String name) throws IOException {
    return get(type, namespace, name, Api.JSON);
  }

  /** The metadata of one object; empty when there is none of that name. */
  public Optional<Item> metadata(ResourceType type, String namespace, String name)
      throws IOException {
    return get(type, namespace, name, METADATA);
  }

  /**
   * The metadata of several, asked for all at once.
   *
   * @return by name; without those that are not there
   */
  public Map<String, Item> metadata(ResourceType type, String namespace, Collection<String> names)
      throws IOException {
    Map<String, Api.Pending> asked = new LinkedHashMap<>();
    for (String name : names) {
      asked.put(name, cluster.api().begin(one(type, namespace, name, METADATA)));
    }
    Map<String, Item> found = new LinkedHashMap<>();
    for (Map.Entry<String, Api.Pending> each : asked.entrySet()) {
      String name = each.getKey();
      read(doing(type, namespace, name), each.getValue()).ifPresent(item -> found.put(name, item));
    }
    return found;
  }

  /** What stands at a path, such as what an API group offers; empty when nothing does. */
  public Optional<Item> get(String path) throws IOException {
    return read("read " + path, cluster.api().begin(Api.Request.get(path)));
  }

  private Optional<Item> get(ResourceType type, String namespace, String name, String accept)
      throws IOException {
    return read(
        doing(type, namespace, name), cluster.api().begin(one(type, namespace, name, accept)));
  }

  private static String doing(ResourceType type, String namespace, String name) {
    return "read %s %s"
        .formatted(type.plural(), namespace.isEmpty() ? name : namespace + "/" + name);
  }

  private static Api.Request one(ResourceType type, String namespace, String name, String accept) {
    return new Api.Request("GET", type.path(namespace, name), Api.JSON, accept, null);
  }

  private static Optional<Item> read(String doing, Api.Pending asked) throws IOException {
    Reply reply = asked.within(BOUND);
    if (reply instanceof Reply.Yes yes) {
      return Optional.of(new Item(JSON.readTree(yes.body())));
    } else if (reply instanceof Reply.No no && no.code() == NOT_FOUND) {
      return Optional.empty();
    }
    throw Trouble.of(doing, reply);
  }

  /** One page after the other. */
  private final class Pages implements Iterator<Item> {
    private final Listing listing;
    private final Deque<JsonNode> left = new ArrayDeque<>();
    private String token;
    private boolean last;

    Pages(Listing listing, String token) {
      this.listing = listing;
      this.token = token;
    }

    @Override
    public boolean hasNext() {
      try {
        while (left.isEmpty() && !last) {
          take(ask());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      return !left.isEmpty();
    }

    @Override
    public Item next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return new Item(left.remove());
    }

    Stream<Item> stream() {
      return StreamSupport.stream(
          Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
          false);
    }

    Api.Pending ask() {
      return cluster
          .api()
          .begin(
              new Api.Request(
                  "GET",
                  listing.path(page, token),
                  Api.JSON,
                  listing.metadataOnly() ? Api.METADATA_LIST : Api.JSON,
                  null));
    }

    void take(Api.Pending asked) throws IOException {
      Reply reply = asked.within(BOUND);
      if (!(reply instanceof Reply.Yes yes)) {
        throw trouble(reply);
      }
      JsonNode list = JSON.readTree(yes.body());
      list.path("items").forEach(left::add);
      token = list.at("/metadata/continue").asString("");
      last = token.isEmpty();
    }

    private Trouble trouble(Reply reply) {
      return reply instanceof Reply.No no && no.code() == GONE
          ? Trouble.of(
              listing.doing(),
              GONE,
              "the list changed too much or too long ago while it was read page by page",
              "Look again.")
          : Trouble.of(listing.doing(), reply);
    }
  }
}
