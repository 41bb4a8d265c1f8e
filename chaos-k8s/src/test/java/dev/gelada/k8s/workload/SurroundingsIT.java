package dev.gelada.k8s.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.target.Group;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.TargetSource;
import dev.gelada.k8s.cluster.Cluster;
import dev.gelada.k8s.testing.Account;
import dev.gelada.k8s.testing.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How name spaces are read when a look at the whole cluster meets many. */
@Timeout(180)
class SurroundingsIT {
  private static final int SPACES = Surroundings.FEW + 3;
  private static final String LOOK =
      """
      - {apiGroups: [apps], resources: [deployments, statefulsets], verbs: [list]}
      - {apiGroups: [''], resources: [pods], verbs: [list]}
      """;

  private static final ControlPlane PLANE = ControlPlane.shared();
  private static final List<String> NAMES = new ArrayList<>();

  @BeforeAll
  static void open() {
    for (int i = 0; i < SPACES; i++) {
      String name = PLANE.namespace("around");
      NAMES.add(name);
      PLANE.kubectl("label", "namespace", name, "gelada/enabled=by-" + name);
      PLANE.kubectl("annotate", "namespace", name, "gelada/enabled=" + (i == 0 ? "False" : "yes"));
      PLANE.apply(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: empty, namespace: %s, labels: {around: %s}}
          spec:
            replicas: 0
            selector: {matchLabels: {app: empty}}
            template:
              metadata: {labels: {app: empty}}
              spec: {containers: [{name: main, image: none}]}
          """
              .formatted(name, NAMES.get(0)));
    }
  }

  /** What each group says of its name space's opt-in, and the requests about name spaces. */
  private record Seen(Map<String, String> marks, long singly, long lists) {}

  private static Seen look(String rights, Wanted wanted) throws Exception {
    Account account = Account.everywhere(PLANE, NAMES.get(0), LOOK + rights);
    Map<String, String> marks = new TreeMap<>();
    try (Cluster cluster = PLANE.cluster(account.environment())) {
      TargetSource source = new PodSearch().create(wanted.settings(), Shop.only(cluster));
      try (Stream<Group> groups = source.groups(new Scope(Map.of("around", NAMES.get(0)), false))) {
        groups.forEach(
            group ->
                marks.put(
                    group.id().name().replace("/empty", ""),
                    group.around().getOrDefault("gelada/enabled", "nothing")));
      }
    }
    return new Seen(marks, asked(account, "get"), asked(account, "list"));
  }

  private static long asked(Account account, String verb) throws IOException {
    try (Stream<String> lines = Files.lines(PLANE.auditLog())) {
      return lines
          .filter(line -> line.contains(":" + account.name() + "\""))
          .filter(line -> line.contains("\"resource\":\"namespaces\""))
          .filter(line -> line.contains("\"verb\":\"" + verb + "\""))
          .count();
    }
  }

  private static Map<String, String> marked() {
    Map<String, String> marks = new TreeMap<>();
    NAMES.forEach(name -> marks.put(name, "by-" + name));
    marks.put(NAMES.get(0), "False");
    return marks;
  }

  @Test
  void all_come_by_one_list_when_there_are_more_than_a_few() throws Exception {
    assertThat(
            look("- {apiGroups: [''], resources: [namespaces], verbs: [get, list]}", everywhere()))
        .isEqualTo(new Seen(marked(), Surroundings.FEW, 1));
  }

  @Test
  void each_is_read_by_itself_where_they_may_not_be_listed() throws Exception {
    assertThat(look("- {apiGroups: [''], resources: [namespaces], verbs: [get]}", everywhere()))
        .isEqualTo(new Seen(marked(), SPACES, 1));
  }

  @Test
  void nothing_is_known_of_them_where_they_may_not_be_read_at_all() throws Exception {
    Seen seen = look("", everywhere());

    assertThat(seen.marks()).hasSize(SPACES).values().containsOnly("nothing");
  }

  @Test
  void no_list_is_asked_for_where_the_file_names_them() throws Exception {
    assertThat(
            look(
                "- {apiGroups: [''], resources: [namespaces], verbs: [get]}",
                Wanted.in(NAMES.toArray(String[]::new))))
        .isEqualTo(new Seen(marked(), SPACES, 0));
  }

  private static Wanted everywhere() {
    return Wanted.in();
  }
}
