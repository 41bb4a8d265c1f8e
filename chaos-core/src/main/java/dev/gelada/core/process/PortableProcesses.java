package dev.gelada.core.process;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Connector.Ambient;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.process.OsProcess.Marks;
import dev.gelada.core.target.Host;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the JDK offers on every system: processes can be launched, seen by pid and start, and
 * killed. Their environments cannot be read and they cannot be stopped.
 */
final class PortableProcesses implements Processes {
  private static final Refusal NO_TABLE =
      new Refusal(
          "prerequisite",
          "this system has no /proc, by which processes are found and guardians keep their word.",
          "Use launch and kill-process here, or run this on Linux.");

  private final Ambient ambient;
  private final Host host = Host.local();

  PortableProcesses(Ambient ambient) {
    this.ambient = ambient;
  }

  @Override
  public Place place() {
    return host.place();
  }

  @Override
  public Timekeeper time() {
    return ambient.time();
  }

  @Override
  public String user() throws IOException {
    return ProcessHandle.current()
        .info()
        .user()
        .orElseThrow(() -> new IOException("the system does not say whose process this is"));
  }

  @Override
  public Path stateFolder() {
    return ambient.stateFolder();
  }

  @Override
  public List<Refusal> missingForTable() {
    return List.of(NO_TABLE);
  }

  @Override
  public List<Refusal> missingForGuardians() {
    return List.of(NO_TABLE);
  }

  @Override
  public List<OsProcess> all() throws IOException {
    throw new IOException(NO_TABLE.reason() + " " + NO_TABLE.remedy());
  }

  @Override
  public Optional<OsProcess> find(String process) {
    long pid = ProcFs.pid(process);
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    return handle
        .filter(live -> host.alive(process))
        .map(
            live ->
                new OsProcess(
                    process,
                    pid,
                    live.parent().map(ProcessHandle::pid).orElse(0L),
                    0,
                    'R',
                    live.info().command().map(c -> Path.of(c).getFileName().toString()).orElse(""),
                    live.info().startInstant().orElse(null),
                    Marks.NONE));
  }

  @Override
  public Optional<OsProcess> at(long pid) {
    return host.name(pid).flatMap(this::find);
  }

  @Override
  public List<Refusal> against(OsProcess process) {
    boolean ours = process.pid() == 1;
    for (Optional<ProcessHandle> at = Optional.of(ProcessHandle.current());
        at.isPresent() && !ours;
        at = at.get().parent()) {
      ours = at.get().pid() == process.pid();
    }
    return ours
        ? List.of(
            new Refusal(
                "never-touch",
                "process " + process.pid() + " is Gelada itself, an ancestor of it, or pid 1.",
                "No setting allows this."))
        : List.of();
  }

  @Override
  public Sent signal(String process, Signal signal, Deadline deadline) {
    Optional<ProcessHandle> handle = ProcessHandle.of(ProcFs.pid(process));
    if (handle.isEmpty() || !host.alive(process)) {
      return Sent.GONE;
    }
    boolean sent =
        switch (signal) {
          case KILL -> handle.get().destroyForcibly();
          case TERM -> handle.get().destroy();
          case INT, QUIT, ABRT, HUP, CONT -> false;
        };
    return sent ? Sent.SENT : host.alive(process) ? Sent.FORBIDDEN : Sent.GONE;
  }

  @Override
  public List<String> start(Order order, Deadline deadline) {
    return Collections.nCopies(order.copies(), "forbidden");
  }

  @Override
  public void dismiss(StrikeId strike, Duration patience, Deadline deadline) {
    // there are no guardians here
  }

  @Override
  public List<Refusal> missing(List<String> programs) {
    return List.of(NO_TABLE);
  }

  @Override
  public Optional<Path> program(String name) {
    return Optional.empty();
  }

  @Override
  public String command(
      Map<String, String> environment, List<String> arguments, Deadline deadline) {
    return "forbidden";
  }

  @Override
  public int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public long memoryLeft() throws IOException {
    throw new IOException(NO_TABLE.reason() + " " + NO_TABLE.remedy());
  }

  @Override
  public long memoryHeld(StrikeId strike) {
    return 0;
  }
}
