package dev.gelada.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.Gelada;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleFolderTest {
  private static final String FILE =
      """
      gelada: 1
      name: %s
      why: It holds
      targets: {cart: {herd: world}}
      limits: {window: {always: true, zone: UTC}}
      steps: [{topple: {target: cart}}]
      """;
  private static final String SCHEDULE = "schedule: {cron: \"0 10 * * *\"}\n";

  @TempDir Path path;
  private final Gelada gelada = Gelada.builder().build();
  private ScheduleFolder folder;

  @BeforeEach
  void open() {
    folder = new ScheduleFolder(path, gelada.files());
  }

  @AfterEach
  void close() {
    gelada.close();
  }

  @Test
  void serves_yaml_and_json_files_with_a_schedule() throws Exception {
    write("a.yaml", FILE.formatted("a") + SCHEDULE);
    write("b.yml", FILE.formatted("b") + SCHEDULE);
    write(
        "c.json",
        """
        {"gelada": 1, "name": "c", "why": "It holds", "targets": {"cart": {"herd": "world"}},
         "limits": {"window": {"always": true, "zone": "UTC"}},
         "steps": [{"topple": {"target": "cart"}}], "schedule": {"cron": "0 10 * * *"}}
        """);
    write("notes.txt", "not for us");
    write("gelada-1.schema.json", "{\"$schema\": \"for editors\"}");
    write(".hidden.yaml", FILE.formatted("d") + SCHEDULE);
    Files.createDirectories(path.resolve("..data.yaml"));

    Shelf shelf = folder.look();
    assertThat(shelf.served().values())
        .extracting(experiment -> experiment.name())
        .containsExactly("a", "b", "c");
    assertThat(shelf.bad()).isEmpty();
  }

  @Test
  void leaves_alone_what_has_no_schedule_and_what_is_a_policy() throws Exception {
    write("a.yaml", FILE.formatted("a"));
    write("policy.yaml", "policy: 1\nwhy: Careful at first\nlimits: {maxVictims: 1}\n");

    assertThat(folder.look().idle())
        .containsEntry(path.resolve("a.yaml"), "it has no 'schedule'; gelada run does it")
        .containsEntry(
            path.resolve("policy.yaml"), "it is a policy; gelada policy set puts it in force");
  }

  @Test
  void a_bad_policy_is_told_what_is_wrong_with_it_as_a_policy() throws Exception {
    write("policy.yaml", "policy: 1\nwhy: Careful at first\nlimits: {maxVictim: 1}\n");

    assertThat(folder.look().bad().get(path.resolve("policy.yaml")))
        .singleElement()
        .asString()
        .contains("policy.yaml:3:10", "Did you mean 'maxVictims'?");
  }

  @Test
  void two_files_of_one_name_are_both_bad() throws Exception {
    write("a.yaml", FILE.formatted("same") + SCHEDULE);
    write("b.yaml", FILE.formatted("same") + SCHEDULE);
    write("c.yaml", FILE.formatted("other") + SCHEDULE);

    Shelf shelf = folder.look();
    assertThat(shelf.served()).containsOnlyKeys(path.resolve("c.yaml"));
    assertThat(shelf.bad()).containsOnlyKeys(path.resolve("a.yaml"), path.resolve("b.yaml"));
    assertThat(shelf.bad().values()).first().asString().contains("b.yaml has the name 'same'");
  }

  @Test
  void a_change_is_taken_when_two_looks_find_the_same() throws Exception {
    write("a.yaml", FILE.formatted("a") + SCHEDULE);
    folder.look();
    write("a.yaml", FILE.formatted("half") + "sched");
    assertThat(folder.look().served().values()).extracting(e -> e.name()).containsExactly("a");
    write("a.yaml", FILE.formatted("whole") + SCHEDULE);
    assertThat(folder.look().served().values()).extracting(e -> e.name()).containsExactly("a");
    assertThat(folder.look().served().values()).extracting(e -> e.name()).containsExactly("whole");
  }

  @Test
  void a_new_file_is_taken_when_two_looks_find_the_same() throws Exception {
    folder.look();
    write("a.yaml", FILE.formatted("a") + SCHEDULE);
    assertThat(folder.look().served()).isEmpty();
    assertThat(folder.look().served()).hasSize(1);
  }

  @Test
  void a_file_that_is_gone_is_not_served() throws Exception {
    write("a.yaml", FILE.formatted("a") + SCHEDULE);
    folder.look();
    Files.delete(path.resolve("a.yaml"));
    assertThat(folder.look().served()).isEmpty();
  }

  @Test
  void follows_links_as_a_mounted_config_map_has_them() throws Exception {
    Path version = Files.createDirectories(path.resolve("..2026_03_10"));
    Files.writeString(version.resolve("a.yaml"), FILE.formatted("a") + SCHEDULE);
    Files.createSymbolicLink(path.resolve("..data"), version);
    Files.createSymbolicLink(path.resolve("a.yaml"), Path.of("..data", "a.yaml"));

    assertThat(folder.look().served()).containsOnlyKeys(path.resolve("a.yaml"));
  }

  @Test
  void a_folder_that_cannot_be_listed_is_an_error_and_no_empty_one() {
    ScheduleFolder gone = new ScheduleFolder(path.resolve("gone"), gelada.files());
    assertThatThrownBy(gone::look)
        .isInstanceOf(IOException.class)
        .hasMessage(
            path.resolve("gone")
                + " cannot be listed: it is not there. Nothing is served until it can be");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(path.resolve(name), text);
  }
}
