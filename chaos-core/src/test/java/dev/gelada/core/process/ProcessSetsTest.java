package dev.gelada.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.target.Group;
import dev.gelada.core.target.GroupId;
import dev.gelada.core.target.Health;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.Target;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source against a table that the test writes; guards against the real one are in the IT. */
class ProcessSetsTest {
  private static final Scope OPTED_IN = new Scope(Map.of("gelada/enabled", "true"), false);

  @TempDir Path root = Path.of("unset");

  private final ManualTime time = ManualTime.onATuesdayMorning();

  @BeforeEach
  void table() throws IOException {
    Files.writeString(root.resolve("uptime"), "1000.00 1.00\n");
    add(1, 0, 'S', "");
    // the permission and never-touch rules read this JVM's own entry
    add(ProcessHandle.current().pid(), 1, 'S', "");
  }

  @Test
  void only_the_topmost_of_a_pair_is_a_member() throws Exception {
    add(100, 1, 'S', env("true", "shop", ""));
    add(101, 100, 'S', env("true", "shop", ""));
    add(102, 101, 'S', ""); // a child that lost the environment hides nothing below it
    add(103, 102, 'S', env("true", "shop", ""));
    add(104, 100, 'S', env("true", "cart", ""));
    add(105, 100, 'S', env("false", "shop", ""));

    assertThat(pids(source("shop", null), "shop")).containsExactly("100", "105");
    assertThat(pids(source("cart", null), "cart")).containsExactly("104");
  }

  @Test
  void what_has_not_opted_in_is_seen_only_when_everything_is_asked_for() throws Exception {
    add(100, 1, 'S', env("true", "shop", ""));
    add(101, 1, 'S', env("", "cart", "a=b"));
    add(102, 1, 'S', env("true", "", "a=b")); // names no group, so nothing is known of its peers

    assertThat(groups(source(null, "!none"), OPTED_IN)).containsExactly("shop");
    assertThat(groups(source(null, "!none"), Scope.all())).containsExactly("cart", "shop");
    assertThat(groups(source(null, "!none"), new Scope(Map.of("a", "b"), false)))
        .containsExactly("cart");
  }

  @Test
  void labels_zone_and_health_are_read() throws Exception {
    add(100, 1, 'S', env("true", "shop", "zone=eu-1a,tier=web"));
    add(101, 1, 'T', env("true", "shop", "zone=eu-1b,gelada/enabled=false"));

    List<Target> members = source("shop", null).members(id("shop")).toList();

    assertThat(members.get(0).zone()).isEqualTo("eu-1a");
    assertThat(members.get(0).labels())
        .containsEntry("tier", "web")
        .containsEntry("gelada/enabled", "true")
        .containsEntry("command", "sleep");
    assertThat(members.get(0).health()).isEqualTo(Health.HEALTHY);
    assertThat(members.get(1).health()).isEqualTo(Health.UNHEALTHY);
    assertThat(members.get(1).labels()).containsEntry("gelada/enabled", "false");
  }

  @Test
  void a_group_has_the_labels_that_all_members_share() throws Exception {
    add(100, 1, 'S', env("true", "shop", "tier=web,zone=a"));
    add(101, 1, 'S', env("", "shop", "tier=web,zone=b"));

    Group group = source("shop", null).group(id("shop")).orElseThrow();

    assertThat(group.labels())
        .containsEntry("tier", "web")
        .doesNotContainKeys("zone", "gelada/enabled");
    assertThat(group.desired()).isEqualTo(-1);
    assertThat(group.replaceable()).isTrue();
  }

  @Test
  void labels_select_members() throws Exception {
    add(100, 1, 'S', env("true", "shop", "tier=web,zone=a"));
    add(101, 1, 'S', env("true", "shop", "tier=db"));

    assertThat(pids(source(null, "tier=web"), "shop")).containsExactly("100");
    assertThat(pids(source(null, "tier!=web"), "shop")).containsExactly("101");
    assertThat(pids(source("shop", "zone"), "shop")).containsExactly("100");
    assertThat(pids(source("shop", "!zone,tier==db"), "shop")).containsExactly("101");
  }

  @Test
  void a_group_without_members_is_gone() throws Exception {
    assertThat(source("shop", null).group(id("shop"))).isEmpty();
    assertThat(source("shop", null).groups(Scope.all())).isEmpty();
  }

  @Test
  void an_empty_selection_is_refused_when_the_file_is_read() {
    assertThatThrownBy(() -> source(null, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> source(" ", null)).isInstanceOf(IllegalArgumentException.class);
    for (String bad : List.of("", ",", "a=b,", "=b", "!=b", "a=b=c", "a b", "{a: b}")) {
      assertThatThrownBy(() -> source(null, bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void add(long pid, long parent, char state, String environ) throws IOException {
    FakeTable.add(root, pid, parent, pid, "sleep", state, pid, environ);
  }

  private static String env(String enabled, String group, String labels) {
    return (enabled.isEmpty() ? "" : "GELADA_ENABLED=" + enabled + "\0")
        + (group.isEmpty() ? "" : "GELADA_GROUP=" + group + "\0")
        + (labels.isEmpty() ? "" : "GELADA_LABELS=" + labels + "\0")
        + "OTHER=x\0";
  }

  private TargetSource source(@Nullable String group, @Nullable String labels) {
    return new ProcessSearch().create(new ProcessSearch.Settings(group, labels), connections());
  }

  private GroupId id(String name) {
    return new GroupId(processes().place(), "process-set", name);
  }

  private List<String> pids(TargetSource source, String group) throws Exception {
    return source.members(id(group)).map(target -> target.id().name()).toList();
  }

  private static List<String> groups(TargetSource source, Scope scope) throws Exception {
    return source.groups(scope).map(group -> group.id().name()).toList();
  }

  private Processes processes() {
    return new LinuxProcesses(
        new Ambient(Map.of(), time, Path.of("unused")), new ProcFs(root, time));
  }

  private Connections connections() {
    Processes processes = processes();
    return new Connections() {
      @Override
      public <C> C get(Class<C> type) {
        return type.cast(processes);
      }

      @Override
      public void close() {}
    };
  }
}
