package dev.gelada.core.process;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.target.Host;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** By {@code /proc}, POSIX scripts and the JDK's process handles. */
final class LinuxProcesses implements Processes {
  private final Ambient ambient;
  private final ProcFs table;
  private final Shell shell;
  private final Guardians guardians;
  private final Protection protection;
  private final Place place = Host.local().place();
  private final Memory memory = new Memory(Path.of("/"));
  private final String signalScript = Shell.script("identity.sh", "signal.sh");
  private final String undoScript =
      Shell.script("identity.sh", "clock.sh", "bounded.sh", "undo-command.sh");

  LinuxProcesses(Ambient ambient, ProcFs table) {
    this.ambient = ambient;
    this.table = table;
    this.shell = new Shell(ambient.environment().get("PATH"));
    this.guardians = new Guardians(table, shell, ambient.time());
    this.protection = new Protection(table, ProcessHandle.current().pid());
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Timekeeper time() {
    return ambient.time();
  }

  @Override
  public String user() throws IOException {
    long self = ProcessHandle.current().pid();
    String ids = table.status(self, "Uid").orElseThrow(() -> new IOException("no user of " + self));
    return ids.split("\\s+")[1]; // real, effective, saved, file system
  }

  @Override
  public Path stateFolder() {
    return ambient.stateFolder();
  }

  @Override
  public List<Refusal> missingForTable() {
    return List.of();
  }

  @Override
  public List<Refusal> missingForGuardians() {
    List<Refusal> missing = new ArrayList<>();
    if (!Files.isExecutable(Shell.SH)) {
      missing.add(lacks("there is no " + Shell.SH, "Install a POSIX shell there."));
    }
    missing.addAll(missing(List.of("setsid", "sleep", "date")));
    return missing;
  }

  @Override
  public List<Refusal> missing(List<String> programs) {
    return programs.stream()
        .filter(program -> shell.find(program).isEmpty())
        .map(
            program ->
                lacks(
                    "there is no program '" + program + "' in the PATH",
                    "Install it: setsid comes with util-linux or busybox, others with coreutils."))
        .toList();
  }

  @Override
  public Optional<Path> program(String name) {
    return shell.find(name);
  }

  private static Refusal lacks(String what, String remedy) {
    return new Refusal("prerequisite", what + ".", remedy);
  }

  @Override
  public List<OsProcess> all() throws IOException {
    return table.all();
  }

  @Override
  public Optional<OsProcess> find(String process) throws IOException {
    return table.find(process);
  }

  @Override
  public Optional<OsProcess> at(long pid) throws IOException {
    return table.find(pid);
  }

  @Override
  public List<Refusal> against(OsProcess process) throws IOException {
    return protection.against(process);
  }

  @Override
  public Sent signal(String process, Signal signal, Deadline deadline)
      throws IOException, InterruptedException {
    if (signal == Signal.KILL || signal == Signal.TERM) {
      return Handles.send(process, table, signal);
    }
    int at = process.indexOf('@');
    Process script =
        shell.start(
            signalScript,
            Map.of(),
            List.of(process.substring(0, at), process.substring(at + 1), signal.name()));
    try {
      if (!script.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("no answer in time from the shell that sends SIG" + signal);
      }
    } finally {
      script.destroyForcibly(); // after this it sends nothing any more
    }
    if (script.exitValue() == 0) {
      return Sent.SENT;
    }
    return table.find(process).isEmpty() ? Sent.GONE : Sent.FORBIDDEN;
  }

  @Override
  public List<String> start(Order order, Deadline deadline)
      throws IOException, InterruptedException {
    return guardians.start(order, deadline);
  }

  @Override
  public void dismiss(StrikeId strike, Duration patience, Deadline deadline)
      throws IOException, InterruptedException {
    guardians.dismiss(strike, patience, deadline);
  }

  @Override
  public String command(Map<String, String> environment, List<String> arguments, Deadline deadline)
      throws IOException, InterruptedException {
    Process script = shell.start(undoScript, environment, arguments);
    try {
      return script.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)
          ? new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()
          : "";
    } finally {
      script.destroy(); // asks: it takes the command with it
    }
  }

  @Override
  public int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public long memoryLeft() throws IOException {
    return memory.left();
  }

  @Override
  public long memoryHeld(StrikeId strike) throws IOException {
    long most = 0;
    for (OsProcess process : table.all()) {
      if (process.marks().guardian().equals(strike.value())) {
        Optional<String> kilobytes = table.status(process.pid(), "RssAnon");
        most = Math.max(most, kilobytes.map(Memory::bytes).orElse(0L));
      }
    }
    return most;
  }
}
