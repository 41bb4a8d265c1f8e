package dev.gelada.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.Seeds;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every stage promises, whatever comes, whenever it is woken, changed, removed or cut off.
 * {@link FakeLane} fails where one hands on too early, out of order or after the end.
 */
class StageContractTest {
  private static final int CASES = 1_000;

  /** May give bytes up. */
  private static final Set<String> LOSSY =
      Set.of("black_hole", "limit_data", "reset_peer", "respond", "timeout", "reset");

  @TestFactory
  Stream<DynamicTest> keeps_order_loses_only_what_it_may_and_leaks_nothing() {
    return FaultTypes.all().stream()
        .filter(type -> type.create(Attributes.of(type, Map.of())) instanceof Streams)
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.name(), () -> Seeds.each(CASES, random -> new Case(type, random).run())));
  }

  private static final class Case {
    private final FaultType type;
    private final RandomGenerator random;
    private final FakeLane lane;
    private final StringBuilder given = new StringBuilder();
    private boolean ended;

    Case(FaultType type, RandomGenerator random) {
      this.type = type;
      this.random = random;
      this.lane =
          new FakeLane(
              fault(),
              random.nextBoolean() ? Direction.UPSTREAM : Direction.DOWNSTREAM,
              random.nextLong());
      lane.late(random.nextInt(3) * random.nextLong(20 * FakeLane.MILLI));
      if (random.nextInt(5) == 0) {
        lane.closeAfter(random.nextInt(6));
      }
    }

    /** Sensible values mostly, and such as make no sense. */
    private Fault fault() {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Attribute attribute : type.attributes()) {
        if (attribute.isWord()) {
          values.put(
              attribute.name(),
              attribute.choices().get(random.nextInt(attribute.choices().size())));
        } else {
          values.put(
              attribute.name(),
              switch (random.nextInt(8)) {
                case 0 -> 0L;
                case 1 -> random.nextLong();
                case 2 -> random.nextLong(attribute.most() + 1);
                default -> random.nextLong(Math.min(attribute.most() + 1, 200));
              });
        }
      }
      return type.create(Attributes.of(type, values));
    }

    void run() {
      int steps = random.nextInt(40);
      for (int i = 0; i < steps && lane.over() == null; i++) {
        step();
        check();
      }
      if (lane.over() == null && random.nextInt(4) > 0) {
        lane.leave();
        check();
        if (lane.over() == null) {
          nothingIsKept();
        }
      } else if (lane.over() == null) {
        lane.discard();
      }
      assertThat(lane.held()).as("bytes of buffers that nobody gave up").isZero();
      assertThat(lane.wishes()).as("wishes to be woken").isFalse();
    }

    private void step() {
      switch (random.nextInt(8)) {
        case 0 -> lane.change(fault());
        case 1 -> {
          if (!ended && random.nextInt(4) == 0) {
            ended = true;
            lane.end();
          }
        }
        case 2, 3 -> lane.nanos(random.nextLong(30 * FakeLane.MILLI));
        case 4 -> lane.nanos(random.nextLong(3) * random.nextLong(2_000 * FakeLane.MILLI));
        default -> give();
      }
    }

    private void give() {
      if (ended) {
        return;
      }
      String text = random.nextInt(9) == 0 ? "GET / HTTP/1.1\r\n" : text();
      given.append(text);
      ByteBuf all =
          lane.buffers()
              .buffer()
              .writeBytes(("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1));
      // as from a stage before, which cut it out of something larger, some time ago
      ByteBuf bytes =
          random.nextBoolean() ? all.retainedSlice(1, text.length()) : all.copy(1, text.length());
      all.release();
      lane.give(bytes, lane.now());
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      int length = 1 + (random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(20));
      for (int i = 0; i < length; i++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      return text.toString();
    }

    /** At any time: what was handed on is the beginning of what was given, unless it may differ. */
    private void check() {
      String text = lane.text();
      if (type.name().equals("corrupt")) {
        assertThat(text.length()).isLessThanOrEqualTo(given.length());
      } else {
        assertThat(given.toString().startsWith(text)).as("a prefix of what was given").isTrue();
      }
      if (!LOSSY.contains(type.name())) {
        assertThat(lane.dropped()).isEmpty();
        assertThat(lane.answerEnded()).isFalse();
        if (lane.ended()) {
          assertThat(ended).isTrue();
          assertThat(text).hasSize(given.length());
        }
      }
    }

    private void nothingIsKept() {
      assertThat(lane.text().length() + lane.dropped().length()).isEqualTo(given.length());
      assertThat(!ended || lane.ended()).as("the end was handed on").isTrue();
    }
  }
}
