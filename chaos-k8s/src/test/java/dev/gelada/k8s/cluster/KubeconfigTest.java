package dev.gelada.k8s.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
  private static final String ONE =
      """
      apiVersion: v1
      kind: Config
      current-context: a
      clusters: [{name: ca, cluster: {server: "https://127.0.0.1:1"}}]
      contexts: [{name: a, context: {cluster: ca, user: ua, namespace: na}}]
      """;
  private static final String TWO =
      """
      apiVersion: v1
      kind: Config
      current-context: b
      clusters: [{name: cb, cluster: {server: "https://127.0.0.1:2"}}, {name: ca, cluster: {server: "https://127.0.0.1:3"}}]
      users:
        - {name: ua, user: {token: of-a}}
        - {name: ub, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, interactiveMode: Never}}}
        - {name: uc, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: ["-c", "echo log in first >&2; exit 3"], interactiveMode: Never}}}
        - {name: ud, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: ["-c", "echo '{\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"of-d\\"}}'"], interactiveMode: Never}}}
      contexts:
        - {name: b, context: {cluster: cb, user: ub}}
        - {name: c, context: {cluster: cb, user: uc}}
        - {name: d, context: {cluster: cb, user: ud}}
        - {name: e, context: {cluster: nowhere, user: ud}}
        - {name: f, context: {cluster: cb, user: nobody}}
      """;

  @TempDir Path folder;

  @Test
  void several_files_are_one_and_the_first_of_each_name_wins() throws IOException {
    Config config = Kubeconfig.read(both(), "");

    assertThat(config.getMasterUrl()).isEqualTo("https://127.0.0.1:1/");
    assertThat(config.getAutoOAuthToken()).isEqualTo("of-a");
    assertThat(config.getNamespace()).isEqualTo("na");
    assertThat(Kubeconfig.read(both(), "d").getMasterUrl()).isEqualTo("https://127.0.0.1:2/");
    assertThat(Kubeconfig.read(both(), "d").getAutoOAuthToken()).isEqualTo("of-d");
  }

  @Test
  void a_file_of_several_that_is_not_there_is_passed_over() throws IOException {
    Path gone = folder.resolve("gone");

    assertThat(Kubeconfig.read(List.of(gone, both().get(0), both().get(1)), "").getMasterUrl())
        .isEqualTo("https://127.0.0.1:1/");
    assertThatThrownBy(() -> Kubeconfig.read(List.of(gone, folder.resolve("too")), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none of the kubeconfigs");
    assertThatThrownBy(() -> Kubeconfig.read(List.of(gone), ""))
        .hasMessage("there is no kubeconfig " + gone);
  }

  @Test
  void a_context_that_is_not_there_is_told_with_those_that_are() {
    assertThatThrownBy(() -> Kubeconfig.read(both(), "prod"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("has no context 'prod': its contexts are a, b, c, d, e, f");
  }

  @Test
  void no_current_context_is_no_guess() throws IOException {
    Path file = file("three", TWO.replace("current-context: b", ""));

    assertThatThrownBy(() -> Kubeconfig.read(List.of(file), ""))
        .hasMessageContaining("choose one with --context: its contexts are b, c");
  }

  @Test
  void a_credential_plugin_that_gives_nothing_is_named() {
    assertThatThrownBy(() -> Kubeconfig.read(both(), "b"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'no-such-plugin' of the user 'ub' gave no credential");
    assertThatThrownBy(() -> Kubeconfig.read(both(), "c"))
        .hasMessageContaining("'sh' of the user 'uc' gave no credential");
  }

  @Test
  void a_context_of_a_cluster_or_user_that_is_nowhere_is_told() {
    assertThatThrownBy(() -> Kubeconfig.read(both(), "e")).hasMessageContaining("'nowhere'");
    assertThatThrownBy(() -> Kubeconfig.read(both(), "f")).hasMessageContaining("'nobody'");
  }

  @Test
  void a_file_that_is_no_kubeconfig_is_one_line() throws IOException {
    Path bad = file("bad", "a: [");

    assertThatThrownBy(() -> Kubeconfig.read(List.of(bad), ""))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the kubeconfig " + bad + " is not usable")
        .message()
        .doesNotContain("\n");
    Path folderOf = folder;
    assertThatThrownBy(() -> Kubeconfig.read(List.of(folderOf), ""))
        .hasMessage("the kubeconfig " + folder + " cannot be read");
  }

  private List<Path> both() {
    return List.of(file("one", ONE), file("two", TWO));
  }

  private Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
