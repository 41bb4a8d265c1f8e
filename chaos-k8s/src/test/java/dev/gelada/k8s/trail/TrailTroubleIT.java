package dev.gelada.k8s.trail;

import static dev.gelada.core.testing.TrailSamples.chance;
import static dev.gelada.core.testing.TrailStoreContract.notes;
import static dev.gelada.core.testing.TrailStoreContract.opened;
import static dev.gelada.core.testing.TrailStoreContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.TrailSamples;
import dev.gelada.core.trail.BadTrail;
import dev.gelada.core.trail.Entry;
import dev.gelada.core.trail.Head;
import dev.gelada.core.trail.Records;
import dev.gelada.core.trail.TrailRecord;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.TrailStore.Appended;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a trail in a cluster says when it is missing, closed, replaced, changed or full. */
@Timeout(180)
class TrailTroubleIT {
  private static final ConfigMapTrailType TYPE = new ConfigMapTrailType();

  private final ControlPlane plane = ControlPlane.shared();
  private final String namespace = plane.namespace("trouble");
  private final String uri = "k8s:" + namespace + "/gelada-trail";
  private final Cluster cluster;

  TrailTroubleIT() throws IOException {
    cluster = plane.admin();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private TrailStore create() throws IOException {
    return TYPE.create(uri, Only.of(cluster));
  }

  private TrailStore begun() throws IOException {
    TrailStore store = create();
    assertThat(store.append(Head.EMPTY, opened())).isEqualTo(Appended.YES);
    return store;
  }

  private TrailStore open() throws IOException {
    return TYPE.open(uri, Only.of(cluster));
  }

  private static List<TrailRecord> grown(TrailStore store, int by) throws IOException {
    List<TrailRecord> more = notes(store.head(), by, "more");
    assertThat(store.append(store.head(), more)).isEqualTo(Appended.YES);
    return more;
  }

  @Test
  void a_missing_trail_is_an_error_that_says_how_to_make_one() {
    assertThat(TYPE.possible(uri, Only.of(cluster))).isFalse();
    assertThatThrownBy(this::open)
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("no trail here")
        .hasMessageContaining("gelada trail init --trail k8s:");
  }

  @Test
  void a_missing_namespace_is_told_from_a_missing_trail() {
    String nowhere = "k8s:" + namespace + "-not/gelada-trail";
    assertThatThrownBy(() -> TYPE.open(nowhere, Only.of(cluster)))
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("there is no namespace " + namespace + "-not");
    assertThatThrownBy(() -> TYPE.create(nowhere, Only.of(cluster)))
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("kubectl create namespace " + namespace + "-not");
  }

  @Test
  void missing_rights_are_named_by_verb(@TempDir Path folder) throws Exception {
    begun().close();
    Map<String, String> reader =
        Accounts.may(plane, namespace, "reader", "get,list", "configmaps", folder);
    Map<String, String> nobody = Accounts.may(plane, namespace, "nobody", "", "", folder);
    try (Cluster closed = plane.cluster(nobody);
        Cluster reading = plane.cluster(reader)) {
      assertThatThrownBy(() -> TYPE.open(uri, Only.of(closed)))
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("no right to get configmaps in " + namespace);
      assertThatThrownBy(() -> TYPE.create(uri, Only.of(closed)))
          .hasMessageContaining("no right to create configmaps in " + namespace);
      assertThat(TYPE.possible(uri, Only.of(closed))).isTrue();
      TrailStore store = TYPE.open(uri, Only.of(reading));
      assertThatThrownBy(() -> grown(store, 1))
          .hasMessageContaining("no right to update configmaps in " + namespace);
      assertThat(read(store, 0)).hasSize(1);
    }
  }

  @Test
  void without_an_api_server_it_says_so(@TempDir Path folder) throws Exception {
    Map<String, String> far = Accounts.may(plane, namespace, "far", "get", "configmaps", folder);
    Path file = Path.of(far.get("KUBECONFIG"));
    Files.writeString(file, Files.readString(file).replace(plane.server(), "https://127.0.0.1:1"));
    try (Cluster nowhere = plane.cluster(far)) {
      assertThatThrownBy(() -> TYPE.open(uri, Only.of(nowhere)))
          .isNotInstanceOf(BadTrail.class)
          .hasMessageContaining("the API server cannot be asked")
          .hasMessageContaining("--context");
      assertThat(TYPE.possible(uri, Only.of(nowhere))).isTrue();
    }
  }

  @Test
  void an_open_trail_names_its_cluster_and_is_found_by_that_name_in_no_other() throws Exception {
    TrailStore store = begun();
    assertThat(store.uri())
        .isEqualTo("k8s:%s/%s/gelada-trail".formatted(cluster.place().id(), namespace));
    assertThat(TYPE.open(store.uri(), Only.of(cluster)).head()).isEqualTo(store.head());
    String elsewhere = "k8s:another/" + namespace + "/gelada-trail";
    assertThatThrownBy(() -> TYPE.open(elsewhere, Only.of(cluster)))
        .hasMessageContaining("this is the trail of cluster another")
        .hasMessageContaining("--context");
    assertThat(TYPE.possible(elsewhere, Only.of(cluster))).isTrue();
  }

  @Test
  void there_is_one_form_of_each_uri() throws Exception {
    assertThat(TYPE.canonical("k8s:a/b")).isEqualTo("k8s:a/b");
    for (String odd : List.of("k8s:", "k8s:b", "k8s:A/b", "k8s:a/b/", "k8s:a/../b", "k8s:a/b_c")) {
      assertThatThrownBy(() -> TYPE.canonical(odd))
          .as(odd)
          .hasMessageContaining("k8s:NAMESPACE/NAME");
    }
  }

  @Test
  void is_made_once_and_an_empty_one_is_used() throws Exception {
    create().close();
    begun().close();
    assertThatThrownBy(this::create).hasMessageContaining("is a trail already");
  }

  @Test
  void a_trail_that_was_deleted_or_made_anew_is_refused() throws Exception {
    TrailStore store = begun();
    String saved = plane.kubectl("get", "configmap", "gelada-trail", "-n", namespace, "-o", "yaml");
    plane.kubectl("delete", "configmap", "gelada-trail", "-n", namespace);
    assertThatThrownBy(store::head).isInstanceOf(BadTrail.class).hasMessageContaining("is gone");
    assertThatThrownBy(() -> store.append(opened().get(0).head(), notes(Head.EMPTY, 1, "x")))
        .isInstanceOf(IllegalArgumentException.class);

    plane.apply(saved.replaceAll("(?m)^  (uid|resourceVersion|creationTimestamp):.*\n", ""));
    assertThatThrownBy(store::head)
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("deleted and made anew");
    assertThat(open().head().sequence()).isEqualTo(1);
  }

  @Test
  void a_trail_put_back_to_an_earlier_state_is_refused() throws Exception {
    TrailStore store = begun();
    grown(store, 2);
    String saved =
        plane
            .kubectl("get", "configmap", "gelada-trail", "-n", namespace, "-o", "yaml")
            .replaceAll("(?m)^  resourceVersion:.*\n", "");
    TrailStore another = open();
    grown(another, 3);
    assertThat(store.head().sequence()).isEqualTo(6);
    plane.apply(saved);

    for (TrailStore each : List.of(store, another)) {
      assertThatThrownBy(each::head)
          .isInstanceOf(BadTrail.class)
          .hasMessageContaining("ends at record 3, but record 6 was seen");
      assertThatThrownBy(() -> each.append(new Head(6, "x"), List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_trail_that_went_on_from_an_earlier_state_and_was_rotated_is_refused() throws Exception {
    TrailStore store = begun();
    String saved =
        plane
            .kubectl("get", "configmap", "gelada-trail", "-n", namespace, "-o", "yaml")
            .replaceAll("(?m)^  resourceVersion:.*\n", "");
    grown(store, 2);
    plane.apply(saved);
    TrailStore another = open();
    grown(another, 5);
    assertThat(another.rotate(another.head(), checkpoint(another, another.head())))
        .isEqualTo(Appended.YES);

    assertThatThrownBy(store::head)
        .isInstanceOf(BadTrail.class)
        .hasMessageContaining("record 3 is not the one that was seen");
  }

  @Test
  void a_changed_line_is_refused() throws Exception {
    TrailStore store = begun();
    grown(store, 2);
    plane.kubectl(
        "patch",
        "configmap",
        "gelada-trail",
        "-n",
        namespace,
        "--type=merge",
        "-p",
        "{\"data\":{\"trail.jsonl\":\"{}\\n\"}}");
    assertThatThrownBy(store::head).isInstanceOf(BadTrail.class);
    assertThatThrownBy(this::open).isInstanceOf(BadTrail.class);
  }

  @Test
  void what_others_write_on_the_configmap_stays() throws Exception {
    TrailStore store = begun();
    plane.kubectl("label", "configmap", "gelada-trail", "-n", namespace, "team=blue");
    grown(store, 1);
    assertThat(plane.kubectl("get", "configmap", "gelada-trail", "-n", namespace, "-o", "json"))
        .contains("\"team\": \"blue\"");
  }

  @Test
  void keeps_the_last_room_for_what_ends_something() throws Exception {
    TrailStore store = begun();
    String filler = "f".repeat(60_000);
    IOException full = null;
    while (full == null) {
      try {
        store.append(store.head(), notes(store.head(), 1, filler));
      } catch (IOException said) {
        full = said;
      }
    }
    assertThat(full).isNotInstanceOf(TrailStore.UnsureAppend.class).hasMessageContaining("is full");
    assertThat(store.fullness()).isBetween(0.9, 1.0);
    Head head = store.head();
    List<TrailRecord> halted =
        Records.on(
            head,
            TrailSamples.batch(new Entry.Halted("now")),
            new SystemTime().instant(),
            chance(3));
    assertThat(store.append(head, halted)).isEqualTo(Appended.YES);
  }

  @Test
  void rotation_archives_for_good_and_goes_on_behind_the_checkpoint() throws Exception {
    TrailStore store = begun();
    TrailStore another = open();
    grown(store, 5);
    List<TrailRecord> first = new ArrayList<>(read(store, 0));
    Head head = store.head();
    TrailRecord checkpoint = checkpoint(store, head);

    assertThat(store.rotate(head, checkpoint)).isEqualTo(Appended.YES);
    assertThat(store.rotate(head, checkpoint)).isEqualTo(Appended.YES);
    assertThat(another.rotate(head, checkpoint(store, head))).isEqualTo(Appended.MOVED);
    assertThat(read(another, 0)).containsExactly(checkpoint);
    assertThat(store.append(first.get(0).head(), first.subList(1, 6))).isEqualTo(Appended.YES);
    assertThat(another.append(first.get(0).head(), notes(first.get(0).head(), 1, "late")))
        .isEqualTo(Appended.MOVED);

    grown(another, 2);
    Head second = store.head();
    assertThat(store.rotate(second, checkpoint(store, second))).isEqualTo(Appended.YES);
    List<TrailStore.Archive> archives = store.archives();
    assertThat(archives).extracting(TrailStore.Archive::last).containsExactly(head, second);
    assertThat(store.archived(archives.get(0)).toList()).isEqualTo(first);
    assertThatThrownBy(
            () ->
                plane.kubectl(
                    "patch",
                    "configmap",
                    archives.get(0).name(),
                    "-n",
                    namespace,
                    "--type=merge",
                    "-p",
                    "{\"data\":{\"trail.jsonl\":\"\"}}"))
        .hasMessageContaining("immutable");

    store.forget(archives.get(0));
    store.forget(archives.get(0));
    assertThat(store.archives()).containsExactly(archives.get(1));
  }

  private static TrailRecord checkpoint(TrailStore store, Head head) {
    return Records.on(
            head,
            TrailSamples.batch(new Entry.Checkpoint(store.archiveName(head), head.hash(), "{}")),
            new SystemTime().instant(),
            chance(System.identityHashCode(new Object())))
        .get(0);
  }
}
