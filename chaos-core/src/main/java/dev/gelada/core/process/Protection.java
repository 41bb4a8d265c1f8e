package dev.gelada.core.process;

import dev.gelada.core.plugin.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which processes are never sent a signal, and which ones we may not send one to. */
final class Protection {
  /** The bit of capabilities(7) that allows signals to anybody's processes. */
  private static final int CAP_KILL = 5;

  private final ProcFs table;
  private final long self;

  Protection(ProcFs table, long self) {
    this.table = table;
    this.self = self;
  }

  List<Refusal> against(OsProcess process) throws IOException {
    List<Refusal> why = new ArrayList<>();
    neverTouch(process).ifPresent(why::add);
    permission(process).ifPresent(why::add);
    return why;
  }

  /** The built-in list. */
  Optional<Refusal> neverTouch(OsProcess process) throws IOException {
    String what = null;
    if (process.pid() == 1) {
      what = "the first process of the system";
    } else if (process.pid() == self) {
      what = "Gelada itself";
    } else if (!process.marks().guardian().isEmpty()) {
      what = "the guardian of strike " + process.marks().guardian();
    } else if (isAncestor(process.pid())) {
      what = "an ancestor of Gelada";
    } else if (table.find(self).filter(me -> me.session() == process.pid()).isPresent()) {
      what = "the leader of Gelada's session";
    }
    return Optional.ofNullable(what)
        .map(
            is ->
                new Refusal(
                    "never-touch",
                    "process " + process.pid() + " is " + is + ".",
                    "No setting allows this; start the victim outside of Gelada's own ancestors."));
  }

  private boolean isAncestor(long pid) throws IOException {
    long at = self;
    while (at > 1) {
      Optional<OsProcess> process = table.find(at);
      if (process.isEmpty()) {
        return false; // an ancestor has just ended; init is the parent now
      }
      at = process.get().parent();
      if (at == pid) {
        return true;
      }
    }
    return false;
  }

  /** As kill(2) decides: our real or effective user is its real or saved one, or CAP_KILL. */
  private Optional<Refusal> permission(OsProcess process) throws IOException {
    Optional<String> effective = table.status(self, "CapEff");
    if (effective.isPresent() && new BigInteger(effective.get(), 16).testBit(CAP_KILL)) {
      return Optional.empty();
    }
    Optional<String> its = table.status(process.pid(), "Uid");
    Optional<String> ours = table.status(self, "Uid");
    if (its.isEmpty() || ours.isEmpty()) {
      return Optional.empty(); // it has just ended, which is found out by whoever asks
    }
    // real, effective, saved, file system
    String[] theirs = its.get().split("\\s+");
    String[] mine = ours.get().split("\\s+");
    for (int i = 0; i < 2; i++) {
      if (mine[i].equals(theirs[0]) || mine[i].equals(theirs[2])) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Refusal(
            "permission",
            "process %d belongs to user %s and this is user %s."
                .formatted(process.pid(), theirs[0], mine[1]),
            "Run Gelada as that user, or with CAP_KILL."));
  }
}
