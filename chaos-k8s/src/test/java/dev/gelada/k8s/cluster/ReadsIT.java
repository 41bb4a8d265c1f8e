package dev.gelada.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.k8s.testing.Account;
import dev.gelada.k8s.testing.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists read page by page from a real API server. */
@Timeout(180)
class ReadsIT {
  private static final int SIZE = 7;
  private static final ResourceType MAPS = new ResourceType("", "v1", "configmaps", "ConfigMap");

  private static final ControlPlane PLANE = ControlPlane.shared();
  private static String namespace;
  private static Cluster cluster;

  @BeforeAll
  static void open() throws Exception {
    namespace = PLANE.namespace("reads");
    cluster = PLANE.admin();
    StringBuilder maps = new StringBuilder();
    for (int i = 0; i < SIZE; i++) {
      maps.append(
          """
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: map-%d, namespace: %s, labels: {part: one}}
          data: {key: value}
          """
              .formatted(i, namespace));
    }
    PLANE.apply(maps.toString());
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  private static Listing maps() {
    return Listing.of(MAPS, namespace).labelled(Selector.parse("part=one"));
  }

  private static long asked() throws IOException {
    try (Stream<String> lines = Files.lines(PLANE.auditLog())) {
      return lines
          .filter(line -> line.contains("/namespaces/" + namespace + "/configmaps?limit=2"))
          .filter(line -> line.contains("ResponseComplete"))
          .count();
    }
  }

  @Test
  void a_list_of_several_pages_is_whole_and_asks_for_a_page_when_it_needs_one() throws Exception {
    Reads reads = new Reads(cluster, 2);
    long before = asked();
    try (Stream<Item> all = reads.list(maps())) {
      Iterator<Item> items = all.iterator();
      items.next();
      items.next();
      assertThat(asked() - before).as("pages for the first two").isEqualTo(1);
      int rest = 0;
      while (items.hasNext()) {
        items.next();
        rest++;
      }
      assertThat(rest).isEqualTo(SIZE - 2);
    }
    assertThat(asked() - before).isEqualTo((SIZE + 1) / 2);
    assertThat(reads.list(maps()).map(Item::name).toList())
        .containsExactlyElementsOf(new Reads(cluster).list(maps()).map(Item::name).toList())
        .hasSize(SIZE);
  }

  @Test
  void metadata_alone_has_no_data() throws Exception {
    assertThat(new Reads(cluster, 3).list(maps()).toList())
        .hasSize(SIZE)
        .allMatch(item -> item.has("/data/key"));
    assertThat(new Reads(cluster, 3).list(maps().metadata()).toList())
        .hasSize(SIZE)
        .allMatch(item -> !item.has("/data"))
        .allMatch(item -> item.labels().equals(Map.of("part", "one")));
    assertThat(new Reads(cluster).metadata(MAPS, namespace, "map-1")).isPresent();
    assertThat(new Reads(cluster).metadata(MAPS, namespace, "map-99")).isEmpty();
  }

  /** Forgets what was before the second change: the past of any list that began then is gone. */
  private static void compact() throws Exception {
    String etcd =
        Arrays.stream(PLANE.component("kube-apiserver").info().arguments().orElseThrow())
            .filter(argument -> argument.startsWith("--etcd-servers="))
            .map(argument -> argument.substring("--etcd-servers=".length()))
            .findFirst()
            .orElseThrow();
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(etcd + "/v3/kv/compaction"))
                .POST(BodyPublishers.ofString("{\"revision\":\"2\"}"))
                .build(),
            BodyHandlers.discarding());
  }

  @Test
  void a_list_that_is_too_old_to_go_on_says_to_look_again() throws Exception {
    compact();
    String token =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"v\":\"meta.k8s.io/v1\",\"rv\":1,\"start\":\"map-1\\u0000\"}"
                    .getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> new Reads(cluster, 2).list(maps(), token))
        .isInstanceOfSatisfying(Trouble.class, trouble -> assertThat(trouble.code()).isEqualTo(410))
        .hasMessage(
            "could not list configmaps in "
                + namespace
                + ": the list changed too much or too long ago while it was read page by page."
                + " Look again.");
  }

  @Test
  void a_list_that_breaks_off_throws_and_never_ends_as_if_it_were_whole() throws Exception {
    Account account =
        Account.with(
            PLANE, namespace, "- {apiGroups: [''], resources: [configmaps], verbs: [list]}");
    try (Cluster other = PLANE.cluster(account.environment());
        Stream<Item> all = new Reads(other, 2).list(maps())) {
      Iterator<Item> items = all.iterator();
      items.next();
      PLANE.kubectl("delete", "rolebinding", account.name(), "-n", namespace);
      items.next();

      assertThatThrownBy(
              () -> {
                // the authorizer hears of it after a moment
                while (items.hasNext()) {
                  items.next();
                }
                throw new AssertionError("it ended");
              })
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("could not list configmaps in " + namespace)
          .hasMessageContaining("forbidden")
          .hasMessageEndingWith("`gelada doctor` says which rights are missing.");
    }
  }

  @Test
  void what_may_not_be_read_is_no_empty_list() throws Exception {
    Account account =
        Account.with(PLANE, namespace, "- {apiGroups: [''], resources: [pods], verbs: [get]}");
    try (Cluster other = PLANE.cluster(account.environment())) {
      assertThatThrownBy(() -> new Reads(other).list(maps())).isInstanceOf(Trouble.class);
      assertThatThrownBy(() -> new Reads(other).get(MAPS, namespace, "map-1"))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("could not read configmaps " + namespace + "/map-1");
      assertThat(List.of(new Reads(other).get(ResourceType.POD, namespace, "none").isPresent()))
          .containsExactly(false);
    }
  }
}
