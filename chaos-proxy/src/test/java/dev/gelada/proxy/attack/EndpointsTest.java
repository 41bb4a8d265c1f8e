package dev.gelada.proxy.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Provides;
import dev.gelada.core.target.TargetSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {
  private final Gelada gelada = Gelada.builder().build();

  @AfterEach
  void close() {
    gelada.close();
  }

  @Test
  void a_declared_proxy_stays_unless_the_file_says_otherwise() {
    TargetSource kept = source("{listen: \"127.0.0.1:1\", upstream: \"db:5432\"}");
    TargetSource own = source("{listen: \"127.0.0.1:1\", upstream: \"db:5432\", keep: false}");

    assertThat(kept).isInstanceOf(Provides.class).isNotInstanceOf(Owned.class);
    assertThat(own).isInstanceOf(Owned.class).isNotInstanceOf(Provides.class);
  }

  @Test
  void a_running_one_is_neither_set_up_nor_owned() {
    assertThat(source("{control: \"http://127.0.0.1:8474/\", names: [a, b]}"))
        .isNotInstanceOf(Provides.class)
        .isNotInstanceOf(Owned.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{listen: '127.0.0.1:1'}                                           | either {listen, upstream}",
        "{name: db}                                                        | either {listen, upstream}",
        "{listen: '127.0.0.1:1', upstream: 'a:1', control: 'http://a:1'}   | either {listen, upstream}",
        "{control: 'http://a:1', keep: true}                               | either {listen, upstream}",
        "{listen: '127.0.0.1', upstream: 'a:1'}                            | listen is host and port",
        "{listen: '127.0.0.1:0', upstream: 'a:1'}                          | listen is host and port",
        "{listen: '127.0.0.1:1', upstream: 'a:99999'}                      | upstream is host and port",
        "{listen: '127.0.0.1:1', upstream: 'a:1', token: abcdefgh}         | go with control",
        "{control: 'http://a:1', name: x, names: [y]}                      | not both",
        "{control: 'ftp://a:1'}                                            | control is like",
        "{control: 'http://me:secret@a:1'}                                 | control is like",
        "{control: 'http://a:1/path'}                                      | control is like",
      })
  void what_contradicts_itself_is_said(String settings, String words) {
    Loaded<Experiment> loaded = load(settings.replace('\'', '"'), "down: {for: 3s}");

    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    assertThat(((Loaded.Bad<Experiment>) loaded).problems().toString())
        .contains(words)
        .doesNotContain("secret@");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "latency: {delay: 1s, probability: 0, for: 3s}             | more than 0 and at most 1",
        "latency: {delay: 1s, probability: 1.5, for: 3s}           | more than 0 and at most 1",
        "slicer: {averageSize: 8, variation: 8, for: 3s}           | variation",
        "corrupt: {perMillion: 0, for: 3s}                         | perMillion",
        "respond: {status: 99, for: 3s}                            | status",
        "limit-data: {bytes: -1, for: 3s}                          | bytes",
        "limit-connections: {max: -1, for: 3s}                     | max",
      })
  void settings_out_of_their_range_are_said(String step, String words) {
    Loaded<Experiment> loaded = load("{control: \"http://127.0.0.1:1\"}", step);

    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    assertThat(((Loaded.Bad<Experiment>) loaded).problems().toString()).contains(words);
  }

  private TargetSource source(String settings) {
    Loaded<Experiment> loaded = load(settings, "down: {for: 3s}");
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return List.copyOf(((Loaded.Ok<Experiment>) loaded).value().targets().values()).get(0).finds();
  }

  private Loaded<Experiment> load(String settings, String step) {
    return gelada
        .files()
        .experiment("f", Runs.file(settings, step).getBytes(StandardCharsets.UTF_8));
  }
}
