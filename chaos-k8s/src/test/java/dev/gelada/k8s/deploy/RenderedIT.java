package dev.gelada.k8s.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.k8s.testing.ControlPlane;
import dev.gelada.k8s.testing.Deploy;
import dev.gelada.k8s.testing.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What chart and kustomization come to is taken by a real API server, in a namespace that enforces
 * the pod security standard "restricted".
 */
class RenderedIT {
  private static final String IMAGE = "--set=image.repository=example/gelada";
  private static final String ALL =
      "attacks.evict.enabled=true,attacks.delete.enabled=true,attacks.scale.enabled=true,"
          + "attacks.nodes.enabled=true,attacks.latency.enabled=true,attacks.blackhole.enabled=true";

  private static final ControlPlane PLANE = ControlPlane.shared();
  private static String home = "";
  private static String shop = "";

  @TempDir Path folder;

  @BeforeAll
  static void namespaces() {
    home = PLANE.namespace("gelada");
    shop = PLANE.namespace("shop");
    for (String namespace : List.of(home, shop)) {
      PLANE.kubectl(
          "label",
          "namespace",
          namespace,
          "pod-security.kubernetes.io/enforce=restricted",
          "pod-security.kubernetes.io/warn=restricted");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode=deployment",
        "mode=cronjob",
        "rbac.scope=cluster,rbac.readNodes=true,rbac.owners={daemonsets,jobs,rollouts}," + ALL,
        "mode=cronjob,dryRun=false," + ALL,
        "policy=gelada: 1,cluster.id=here,events.enabled=false,trail.init=false",
        "serviceAccount.create=false,serviceAccount.name=other,rbac.create=false",
        "image.digest=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "networkPolicy.apiServer.cidrs={10.0.0.1/32},env.HTTPS_PROXY=http://proxy:3128",
      })
  void the_api_server_takes_what_the_chart_comes_to(String values) {
    String rendered = rendered("--set=" + values);

    assertThat(accepted(rendered)).contains("created (server dry run)");
  }

  @Test
  void files_and_policy_arrive_as_they_were_written() throws IOException {
    String text = "gelada: 1\nname: \"a b\"\nwhy: |\n  two\n  lines {{ not a template }}\n";
    String rendered = rendered("--values=" + values(text));

    assertThat(accepted(rendered)).contains("configmap/g-gelada-schedules created");
    assertThat(rendered.replaceAll("(?m)^    ", "")).contains(text);
  }

  private String values(String text) throws IOException {
    Path file = folder.resolve("values.yaml");
    Files.writeString(
        file, "files:\n  one.yaml: |\n" + text.indent(4) + "policy: |\n" + text.indent(2));
    return file.toString();
  }

  @Test
  void the_pod_is_restricted_and_its_root_is_read_only() {
    String rendered = rendered("--set=mode=cronjob");

    assertThat(rendered)
        .contains("runAsNonRoot: true", "readOnlyRootFilesystem: true", "type: RuntimeDefault")
        .contains("concurrencyPolicy: Forbid", "backoffLimit: 0", "restartPolicy: Never")
        .contains("\"--dry-run\"");
  }

  /** Of a template the server only warns; the pods that are made of it are refused. */
  @ParameterizedTest
  @ValueSource(strings = {"mode=deployment", "mode=cronjob"})
  void the_server_notices_where_the_pod_is_not_restricted(String mode) {
    String rude = rendered("--set=securityContext.allowPrivilegeEscalation=true," + mode);

    assertThat(PLANE.apply(rude, "--dry-run=server"))
        .contains("would violate PodSecurity \"restricted")
        .contains("allowPrivilegeEscalation != false");
  }

  @Test
  void what_is_forgotten_is_said_in_words() {
    assertThat(Helm.template(home, "--set=rbac.scope=cluster").out())
        .contains("image.repository: no image is published anywhere");
    assertThat(Helm.template(home, IMAGE).out()).contains("rbac.namespaces: name the namespaces");
    assertThat(Helm.template(home, IMAGE, "--set=rbac.namespaces={kube-system}").out())
        .contains("kube-system is never touched");
    assertThat(Helm.template(home, IMAGE, "--set=dryrun=false").out())
        .contains("'dryrun' not allowed");
    assertThat(Helm.lint(IMAGE, "--set=rbac.scope=cluster").exit()).isZero();
  }

  @Test
  void without_a_value_for_it_no_attack_has_a_right() {
    String rendered = rendered("--set=dryRun=false");

    assertThat(rendered).doesNotContain("eviction", "patch", "ephemeralcontainers");
    assertThat(rendered.replace("verbs: [get, list, create, delete]", ""))
        .as("old archives of the trail may be deleted, and nothing else")
        .doesNotContain("delete");
    assertThat(rules(rendered, "g-gelada-home"))
        .contains(Set.of("configmaps", "resources:", "verbs:", "get", "list", "create", "delete"));
  }

  @Test
  void no_role_reads_secrets_or_runs_commands() {
    assertThat(rendered("--set=" + ALL))
        .doesNotContain("secrets", "pods/exec", "'*'", "\"*\"", "cluster-admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "example"})
  void the_api_server_takes_what_the_kustomization_comes_to(String folder) {
    String built = PLANE.kubectl("kustomize", kustomize(folder));

    // the fixed name space of the base does not exist on a dry run
    String here =
        built
            .replaceAll("namespace: gelada\\b", "namespace: " + home)
            .replaceAll("namespace: shop\\b", "namespace: " + shop)
            .replaceAll("(?s)^apiVersion: v1\nkind: Namespace.*?\n---\n", "");
    assertThat(accepted(here)).contains("deployment.apps/gelada created (server dry run)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "cronjob", "cronjob,live", "nodes,drain,live"})
  void an_overlay_is_alive_only_with_the_component_live(String components) throws IOException {
    String written =
        Files.readString(Path.of(kustomize("example/kustomization.yaml")))
                .replace("../base", relative("base"))
                .replace("  - shop\n", "")
            + "components: ["
            + Stream.of(components.split(","))
                .map(name -> relative("components/" + name))
                .collect(Collectors.joining(", "))
            + "]\n";
    Files.writeString(folder.resolve("kustomization.yaml"), written);
    Files.copy(Path.of(kustomize("example/pod-monkey.yaml")), folder.resolve("pod-monkey.yaml"));

    String built = PLANE.kubectl("kustomize", folder.toString());

    if (components.contains("live")) {
      assertThat(built).doesNotContain("--dry-run");
    } else {
      assertThat(built).contains("- --dry-run");
    }
    assertThat(built.contains("kind: Deployment")).isEqualTo(!components.contains("cronjob"));
    assertThat(built.contains("kind: CronJob")).isEqualTo(components.contains("cronjob"));
  }

  /** Kustomize takes no absolute paths. */
  private String relative(String part) {
    try {
      return folder.toRealPath().relativize(Path.of(kustomize(part)).toRealPath()).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "events", "evict", "delete", "scale", "latency", "blackhole"})
  void chart_and_kustomization_grant_the_same(String part) {
    String file =
        part.matches("read|events")
            ? PLANE.kubectl("kustomize", kustomize("target"))
            : PLANE.kubectl("kustomize", kustomize("components/" + part));

    assertThat(rules(file, "gelada-" + part))
        .isNotEmpty()
        .isEqualTo(rules(rendered("--set=" + ALL), "g-gelada-" + part));
  }

  /** Each rule of a role as a set of words: what is granted, whatever the order and the quotes. */
  private static Set<Set<String>> rules(String yaml, String role) {
    for (String document : yaml.split("(?m)^---$")) {
      if (Pattern.compile("(?m)^kind: Role$").matcher(document).find()
          && Pattern.compile("(?m)^  name: " + role + "$").matcher(document).find()) {
        return Stream.of(document.split("(?m)^rules:$")[1].split("(?m)^ *- apiGroups:"))
            .map(RenderedIT::words)
            .filter(rule -> !rule.isEmpty())
            .collect(Collectors.toSet());
      }
    }
    return Set.of();
  }

  private static Set<String> words(String rule) {
    return Stream.of(rule.split("[\\s,\\[\\]\"]+|(?<= )-(?= )"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String kustomize(String folder) {
    return Deploy.folder().resolve("kustomize").resolve(folder).toString();
  }

  private static String rendered(String values) {
    Helm.Run run =
        values.contains("rbac.scope")
            ? Helm.template(home, IMAGE, values)
            : Helm.template(home, IMAGE, "--set=rbac.namespaces={" + shop + "}", values);
    assertThat(run.exit()).as(run.out()).isZero();
    return run.out();
  }

  private static String accepted(String yaml) {
    String said = PLANE.apply(yaml, "--dry-run=server");
    assertThat(said).doesNotContain("Warning", "violate");
    return said;
  }
}
