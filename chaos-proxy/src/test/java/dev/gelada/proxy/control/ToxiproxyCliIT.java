package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.proxy.testing.GoToxiproxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Toxiproxy's own command line drives ours as it drives its own server. */
class ToxiproxyCliIT {
  @Test
  void its_command_line_says_the_same_of_both() throws Exception {
    try (GoToxiproxy reference = GoToxiproxy.start();
        Served ours = Served.start()) {
      List<String> expected = session(reference.port());
      List<String> said = session(ours.port());

      assertThat(said).isEqualTo(expected);
      assertThat(String.join("\n", said))
          .contains("Created new proxy p", "Added upstream latency toxic", "is now disabled")
          .contains("Deleted proxy p", "proxy not found", "toxic not found", "invalid toxic type");
    }
  }

  private static List<String> session(int port) throws Exception {
    List<String> said = new ArrayList<>();
    for (String line :
        List.of(
            "list",
            "create -l 127.0.0.1:0 -u 127.0.0.1:1 p",
            "create -l localhost:0 -u u:2 q",
            "create -l localhost:0 -u u:2 q",
            "create -l nonsense -u u:2 r",
            "create -l localhost:0 r",
            "create -l localhost:0 -u u:1",
            "list",
            "inspect p",
            "inspect none",
            "inspect",
            "toxic add -t latency -n slow -a latency=100 -a jitter=50 -u p",
            "toxic add -t bandwidth -a rate=1000 --toxicity 0.5 p",
            "toxic add -t slow_close -a delay=5 -d p",
            "toxic add -t timeout -a timeout=0 -u p",
            "toxic add -t reset_peer -a timeout=1000 p",
            "toxic add -t slicer -a average_size=10 -a size_variation=5 -a delay=1 p",
            "toxic add -t limit_data -a bytes=1000 p",
            "toxic add -t latency -n slow p",
            "toxic add -t nope p",
            "toxic add -t latency -a nonsense=1 -n odd p",
            "toxic add -t latency none",
            "inspect p",
            "toxic update -n slow -a latency=200 p",
            "toxic update -n slow --toxicity 0.25 p",
            "toxic update -n bandwidth_downstream -a rate=2000 --toxicity 0.75 p",
            "toxic update -n none -a latency=1 p",
            "inspect p",
            "toxic remove -n slow p",
            "toxic remove -n slow p",
            "toxic delete -n timeout_upstream p",
            "toxic remove -n slicer_downstream p",
            "toggle p",
            "list",
            "toggle p",
            "list",
            "toggle none",
            "delete p",
            "delete p",
            "list",
            "delete q",
            "list")) {
      GoToxiproxy.Run run = GoToxiproxy.cli(port, line.split(" "));
      said.add(line + " → " + run.exit() + "\n" + told(run.out()));
    }
    return said;
  }

  /** Without free ports, which are any. */
  private static String told(String out) {
    return out.replaceAll("127\\.0\\.0\\.1:\\d{2,}", "127.0.0.1:PORT");
  }
}
