package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gelada.proxy.testing.GoToxiproxy;
import dev.gelada.proxy.testing.RawHttp;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The same requests to Toxiproxy itself and to ours: status, headers that matter, bodies. */
class DifferentialIT {
  private static GoToxiproxy reference;
  private static Served ours;
  private static ServerSocket busy;
  private static Exchanged there;
  private static Exchanged here;

  @BeforeAll
  static void start() throws Exception {
    reference = GoToxiproxy.start();
    String version = RawHttp.send(reference.port(), "GET", "/version").body().split("\"")[3];
    ours = Served.start(ControlOptions.DEFAULT.saying(version));
    busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Map<String, String> slots = Map.of("busy", "127.0.0.1:" + busy.getLocalPort());
    there = new Exchanged(reference.port(), slots);
    here = new Exchanged(ours.port(), slots);
  }

  @AfterAll
  static void end() throws Exception {
    if (reference != null) {
      reference.close();
    }
    if (ours != null) {
      ours.close();
    }
    if (busy != null) {
      busy.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> both_answer_alike() {
    return Cases.all().stream().map(one -> dynamicTest(one.name(), () -> alike(one)));
  }

  @Test
  void there_are_enough_of_them() {
    assertThat(Cases.all()).hasSizeGreaterThan(400);
  }

  private static void alike(Cases.Case one) throws Exception {
    there.clear();
    here.clear();
    for (RawHttp.Request request : one.requests()) {
      List<String> expected = there.shown(there.send(request));
      assertThat(here.shown(here.send(request)))
          .as("%s %s %s", request.method(), request.target(), request.body())
          .isEqualTo(expected);
    }
  }
}
