package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.testing.ManualTime;
import dev.gelada.proxy.ProxySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private final ManualTime time = ManualTime.onATuesdayMorning();

  @TempDir Path folder;

  @Test
  void toxiproxys_format_is_read() throws Exception {
    List<ProxySpec> proxies =
        read(
            """
            [
              {"name": "web", "listen": "[::]:18000", "upstream": "example.com:80",
               "enabled": false, "comment": "left out"},
              {"name": "redis", "upstream": "redis:6379", "toxics": null}
            ]
            """,
            false);

    assertThat(proxies)
        .containsExactly(
            new ProxySpec("web", "[::]:18000", "example.com:80", false, List.of()),
            new ProxySpec("redis", "", "redis:6379", true, List.of()));
  }

  @Test
  void faults_may_be_there_as_well() throws Exception {
    List<ProxySpec> proxies =
        read(
            """
            [{"name": "p", "upstream": "u:1", "faults":
              [{"type": "latency", "for": "30s", "attributes": {"latency": 5}}]}]
            """,
            true);

    assertThat(proxies.get(0).faults().get(0).endsAt()).isEqualTo(time.instant().plusSeconds(30));
    assertThat(proxies.get(0).faults().get(0).attributes().number("latency")).isEqualTo(5);
  }

  @Test
  void every_problem_is_said_at_once_with_its_place() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    [
                      {"name": "a", "upstream": "u:1", "enabled": "yes"},
                      {"listen": "localhost:0", "speed": 1},
                      5,
                      {"name": "b", "upstream": "u:1"},
                      {"name": "b", "upstream": "u:1",
                       "faults": [{"type": "nope", "for": "soon"}]},
                      {"name": "b", "upstream": "u:1"}
                    ]
                    """,
                    true))
        .isInstanceOf(IOException.class)
        .satisfies(
            problem ->
                assertThat(String.valueOf(problem.getMessage()).lines())
                    .map(line -> line.replace(folder + "/", ""))
                    .satisfiesExactlyInAnyOrder(
                        line ->
                            assertThat(line)
                                .isEqualTo(
                                    "proxies.json:2:47 [0].enabled is true or false, not 'yes'"),
                        line ->
                            assertThat(line).isEqualTo("proxies.json:3:3 [1] has no field 'name'"),
                        line ->
                            assertThat(line)
                                .isEqualTo("proxies.json:3:3 [1] has no field 'upstream'"),
                        line ->
                            assertThat(line).startsWith("proxies.json:3:29 [1].speed is not known"),
                        line ->
                            assertThat(line)
                                .isEqualTo("proxies.json:4:3 [2] is an object, not a number"),
                        line ->
                            assertThat(line)
                                .startsWith(
                                    "proxies.json:7:24 [4].faults[0].type is no fault: 'nope'"),
                        line ->
                            assertThat(line)
                                .startsWith("proxies.json:7:39 [4].faults[0].for is milliseconds"),
                        line ->
                            assertThat(line)
                                .isEqualTo("proxies.json:8:3 [5] has the name of another: b")));
  }

  @Test
  void what_is_no_json_is_said_with_its_place() {
    assertThatThrownBy(() -> read("[\n  {\"name\": oops}\n]", false))
        .hasMessageContaining("proxies.json:2:")
        .hasMessageContaining("oops");
    assertThatThrownBy(() -> read("{}", false))
        .hasMessageContaining("1:1 a file of proxies is an array");
    assertThatThrownBy(() -> read("", false)).hasMessageContaining("proxies.json:1:1");
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none"), false, time))
        .hasMessageContaining("there is no such file");
  }

  private List<ProxySpec> read(String text, boolean strict) throws IOException {
    Path file = folder.resolve("proxies.json");
    Files.writeString(file, text);
    return ConfigFile.read(file, strict, time);
  }
}
