package dev.gelada.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gelada.cli.crash.ProcessTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Watches victims without pause, from outside: when each was stopped or ended. Begun by its
 * constructor, ended by {@link #close}.
 */
final class Effects implements AutoCloseable {
  private final Sleepers sleepers;
  private final List<Effect> seen = new CopyOnWriteArrayList<>();
  private final Map<String, Last> last = new HashMap<>();
  private final Thread thread;
  private volatile boolean ended;

  /**
   * Something was done to a victim between two looks.
   *
   * @param victim {@code pid@start}
   * @param attack which attack does that
   * @param after when it was last seen as it was before: the effect is certainly later
   * @param by when it was seen so: the effect is certainly earlier
   */
  record Effect(String victim, String attack, Instant after, Instant by) {}

  private record Last(char state, Instant at) {}

  Effects(Sleepers sleepers) {
    this.sleepers = sleepers;
    this.thread = new Thread(this::watch, "effects");
    thread.setDaemon(true);
    look();
    thread.start();
  }

  List<Effect> seen() {
    return seen;
  }

  private void watch() {
    try {
      while (!ended) {
        look();
        TimeUnit.MILLISECONDS.sleep(5); // a fault lasts many times longer
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    for (Sleepers.Sleeper sleeper : sleepers.all()) {
      Last before = last.get(sleeper.id());
      if (before != null && before.state() == 'Z') {
        continue; // there is nothing more to be done to it
      }
      Instant begun = Instant.now();
      char now = ProcessTable.state(sleeper.process().pid());
      now = "ZX ".indexOf(now) >= 0 ? 'Z' : now == 'T' ? 'T' : 'S';
      if (now != 'S' && (before == null || before.state() != now)) {
        seen.add(
            new Effect(
                sleeper.id(),
                now == 'T' ? "pause-process" : "kill-process",
                before == null ? begun : before.at(),
                Instant.now()));
      }
      last.put(sleeper.id(), new Last(now, begun));
    }
  }

  /**
   * Every effect is that of a claim on that victim, and not certainly outside its lease; whoever
   * ended was struck by the trail, and who was struck has ended.
   */
  void agreeWith(Account account) {
    look();
    for (Effect effect : seen) {
      assertThat(account.strikes().values())
          .as("claims that may have done " + effect)
          .anyMatch(
              strike ->
                  strike.victim().equals(effect.victim())
                      && strike.attack().equals(effect.attack())
                      && !effect.by().isBefore(strike.claimedAt())
                      && !effect.after().isAfter(strike.claimedAt().plus(strike.lease())));
    }
    assertThat(sleepers.ended())
        .as("ended, beside the victims of struck records")
        .containsExactlyInAnyOrderElementsOf(account.struckBy("kill-process"));
  }

  /** What was done to anybody certainly after that moment. */
  List<Effect> after(Instant moment) {
    look();
    return seen.stream().filter(effect -> effect.after().isAfter(moment)).toList();
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
  }
}
