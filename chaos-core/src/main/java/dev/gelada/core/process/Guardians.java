package dev.gelada.core.process;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Timekeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts and ends guardians: see {@code strike.sh} beside this class. One is found by the strike in
 * its environment, which its own children carry too.
 */
final class Guardians {
  private static final Duration STEP = Duration.ofMillis(5);

  private final ProcFs table;
  private final Shell shell;
  private final Timekeeper time;
  private final String start = Shell.script("guardian-start.sh");

  Guardians(ProcFs table, Shell shell, Timekeeper time) {
    this.table = table;
    this.shell = shell;
    this.time = time;
  }

  /** See {@link Processes#start}. */
  List<String> start(Order order, Deadline deadline) throws IOException, InterruptedException {
    // the boot clock is read first, so that what is added to it can only be too little
    long now = table.uptime();
    Instant endsAt = order.endsAt();
    long endBoot = now + hundredths(Duration.between(time.instant(), endsAt));
    long notAfter =
        Math.min(endBoot, now + hundredths(deadline.left().minus(order.task().answers())));
    long endWall = endsAt.getEpochSecond() + (endsAt.getNano() > 0 ? 1 : 0);
    if (notAfter <= now) {
      return Collections.nCopies(order.copies(), "late");
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    int at = order.process().indexOf('@');
    List<String> arguments =
        new ArrayList<>(
            List.of(
                order.task().script(),
                Integer.toString(order.copies()),
                order.process().substring(0, at),
                order.process().substring(at + 1),
                Long.toString(notAfter),
                Long.toString(endBoot),
                Long.toString(endWall)));
    arguments.addAll(order.arguments());
    Process starter = shell.start(start, order.environment(), arguments);
    if (!starter.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      return List.of();
    }
    return new String(starter.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(word -> !word.isBlank())
        .toList();
  }

  /**
   * See {@link Processes#dismiss}. A guardian is asked by SIGTERM, on which it ends the strike
   * itself, so that whoever asks may die in the middle. Only one that does not answer is killed.
   */
  void dismiss(StrikeId strike, Duration patience, Deadline deadline)
      throws IOException, InterruptedException {
    Deadline answer = deadline.atMost(patience);
    Set<String> asked = new HashSet<>();
    // a scan can miss a process that is started while it goes on, so two must come back empty
    for (int empty = 0; empty < 2; ) {
      List<OsProcess> left =
          table.all().stream().filter(p -> p.marks().guardian().equals(strike.value())).toList();
      empty = left.isEmpty() ? empty + 1 : 0;
      if (!left.isEmpty() && deadline.passed()) {
        throw new IOException(
            "the guardian of strike %s is still there: pid %d"
                .formatted(strike, left.get(0).pid()));
      }
      List<OsProcess> guardians = left.stream().filter(p -> p.session() == p.pid()).toList();
      boolean asking = !guardians.isEmpty() && !answer.passed();
      for (OsProcess process : asking ? guardians : left) {
        if (!asking) {
          Handles.send(process.id(), table, Signal.KILL);
        } else if (asked.add(process.id())) { // once: a second one might cut the answer short
          Handles.send(process.id(), table, Signal.TERM);
        }
      }
      time.pause(STEP);
    }
  }

  private static long hundredths(Duration duration) {
    return Math.floorDiv(duration.toMillis(), 10);
  }
}
