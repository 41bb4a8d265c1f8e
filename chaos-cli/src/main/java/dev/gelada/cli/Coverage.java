package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.trail.Ledger;
import dev.gelada.core.trail.TrailStore;
import dev.gelada.core.trail.Trails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The trails that a command is about which has to find what is open: the one that {@code --trail}
 * names; else the one that would be used now, and each that this user ever opened and on which
 * there is something to do. To be closed.
 */
final class Coverage implements AutoCloseable {
  private final List<Covered> trails = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();

  private Coverage() {}

  /**
   * An open trail.
   *
   * @param uri where it is
   * @param on to work on
   * @param ledger as it was read to find out whether it is one of these
   */
  record Covered(String uri, OnTrail on, Ledger ledger) {}

  /** Whether something on a trail still needs somebody. */
  static boolean busy(Ledger ledger) {
    return !ledger.open().isEmpty() || !ledger.launches().isEmpty() || !ledger.running().isEmpty();
  }

  /**
   * Opens them.
   *
   * @param wanted which of the noted trails
   * @throws IOException if the one that {@code --trail} names is missing or cannot be read
   */
  static Coverage of(Wiring wiring, Gelada gelada, TrailOption option, Predicate<Ledger> wanted)
      throws IOException {
    Coverage coverage = new Coverage();
    try {
      coverage.fill(wiring, gelada, option, wanted);
      return coverage;
    } catch (IOException | RuntimeException failed) {
      coverage.close();
      throw failed;
    }
  }

  /** In the order in which they should be shown. */
  List<Covered> trails() {
    return trails;
  }

  /** What could not be opened or read, with the reason: nobody knows what is open there. */
  List<String> troubles() {
    return troubles;
  }

  /** What was noted once and does not exist any more: nothing can be claimed there. */
  List<String> gone() {
    return gone;
  }

  private void fill(Wiring wiring, Gelada gelada, TrailOption option, Predicate<Ledger> wanted)
      throws IOException {
    TrailDesk desk = wiring.trails();
    if (option.uri != null) {
      trails.add(read(wiring, gelada, desk.open(option).store()));
      return;
    }
    Trails.Choice choice = desk.choice(option);
    Set<String> covered = new LinkedHashSet<>();
    if (choice.because().equals(Trails.VARIABLE) || desk.possible(choice.uri())) {
      add(wiring, gelada, choice.uri(), ledger -> true);
      covered.add(real(choice.uri()));
    }
    Trails.AllNoted noted = desk.noted();
    gone.addAll(noted.missing());
    for (Trails.Noted each : noted.present()) {
      if (covered.add(real(each.uri()))) {
        add(wiring, gelada, each.uri(), wanted);
      }
    }
  }

  /** One bad trail must not keep the others from being halted or reverted. */
  private void add(Wiring wiring, Gelada gelada, String uri, Predicate<Ledger> wanted) {
    try {
      Covered covered = read(wiring, gelada, wiring.trails().open(uri));
      // a trail in a cluster has a short name, which is known for the same only when it is open
      boolean twice = trails.stream().anyMatch(each -> each.uri().equals(covered.uri()));
      if (!twice && wanted.test(covered.ledger())) {
        trails.add(covered);
      } else {
        covered.on().close();
      }
    } catch (IOException | Connections.Unreachable unread) {
      troubles.add(unread.getMessage() + forget(wiring, uri));
    }
  }

  /** What was noted and cannot be read would be in the way for good. */
  private static String forget(Wiring wiring, String uri) {
    try {
      Path note = wiring.trails().note(real(uri));
      return Files.exists(note)
          ? ". If nothing on it matters any more, remove " + note + " to forget it"
          : "";
    } catch (IOException homeless) {
      return "";
    }
  }

  private static String real(String uri) {
    if (!Trails.isFile(uri)) {
      return uri;
    }
    Path file = Path.of(uri);
    try {
      return file.toRealPath().toString();
    } catch (IOException missing) {
      return file.toAbsolutePath().normalize().toString();
    }
  }

  private static Covered read(Wiring wiring, Gelada gelada, TrailStore store) throws IOException {
    OnTrail on = wiring.on(gelada, store, List.of());
    try {
      return new Covered(store.uri(), on, on.ledger());
    } catch (IOException | RuntimeException failed) {
      on.close();
      throw failed;
    }
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (Covered covered : trails) {
      try {
        covered.on().close();
      } catch (IOException failed) {
        first = first == null ? failed : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
