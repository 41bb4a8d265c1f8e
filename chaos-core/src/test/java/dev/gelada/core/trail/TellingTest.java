package dev.gelada.core.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.core.testing.TrailStoreContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TellingTest {
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private List<TrailRecord> records = List.of();

  @BeforeEach
  void records() throws IOException {
    records = TrailStoreContract.notes(TrailStoreContract.opened().get(0).head(), 4, "n");
  }

  @Test
  void who_is_durable_first_waits_for_the_turns_before() throws Exception {
    Telling telling = new Telling(List.of(record -> told.add(record.id())));
    Telling.Turn first = telling.turn();
    Telling.Turn unsure = telling.turn();
    Telling.Turn third = telling.turn();
    unsure.close(); // never told, and no reason to overtake the first
    Thread early =
        new Thread(
            () -> {
              third.tell(records.subList(2, 4));
              third.close();
            });
    early.start();
    while (early.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(told).isEmpty();

    first.tell(records.subList(0, 1));
    first.close();
    early.join();
    assertThat(told).containsExactly(id(0), id(2), id(3));
  }

  @Test
  void a_listener_that_writes_is_not_made_to_wait_for_itself() {
    List<Telling> made = new ArrayList<>();
    TrailListener writes =
        record -> {
          told.add(record.id());
          if (record.id().equals(id(0))) {
            Telling.Turn inner = made.get(0).turn();
            inner.tell(records.subList(1, 2));
            inner.close();
          }
        };
    Telling telling = new Telling(List.of(writes));
    made.add(telling);
    Telling.Turn outer = telling.turn();
    Telling.Turn next = telling.turn();
    outer.tell(records.subList(0, 1));
    outer.close();
    next.tell(records.subList(2, 3));

    assertThat(told).containsExactly(id(0), id(1), id(2));
  }

  private String id(int index) {
    return records.get(index).id();
  }
}
