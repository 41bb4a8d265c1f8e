package dev.gelada.cli.campaign;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.process.Order;
import dev.gelada.core.process.OsProcess;
import dev.gelada.core.process.Processes;
import dev.gelada.core.process.Signal;
import dev.gelada.core.target.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes of this host, with stop points around each look and, inside an attack, around each
 * question and each signal. Thread-safe.
 *
 * @param processes the real ones
 * @param clock knows when this thread last looked at it
 */
record StagedProcesses(Processes processes, StopPoints points, MeasuredTime clock)
    implements Processes {
  @Override
  public List<OsProcess> all() throws IOException {
    points.reach("before look");
    List<OsProcess> all = processes.all();
    points.reach("after look");
    return all;
  }

  @Override
  public String user() throws IOException {
    return processes.user();
  }

  @Override
  public Optional<OsProcess> find(String process) throws IOException {
    return processes.find(process);
  }

  @Override
  public List<Refusal> against(OsProcess process) throws IOException {
    List<Refusal> against = processes.against(process);
    if (StagedAttack.applying()) { // what follows is the attack's own last check
      points.reach("after identity");
    }
    return against;
  }

  @Override
  public Sent signal(String process, Signal signal, Deadline deadline)
      throws IOException, InterruptedException {
    long checked = clock.lastRead();
    points.reach("before SIG" + signal);
    Sent sent = processes.signal(process, signal, deadline);
    if (signal == Signal.KILL) {
      clock.sentAfter(checked);
    }
    points.reach("after SIG" + signal);
    return sent;
  }

  @Override
  public List<String> start(Order order, Deadline deadline)
      throws IOException, InterruptedException {
    points.reach("before guardian");
    List<String> words = processes.start(order, deadline);
    points.reach("after guardian");
    return words;
  }

  @Override
  public void dismiss(StrikeId strike, Duration patience, Deadline deadline)
      throws IOException, InterruptedException {
    points.reach("before dismissal");
    processes.dismiss(strike, patience, deadline);
    points.reach("after dismissal");
  }

  @Override
  public List<Refusal> missing(List<String> programs) {
    return processes.missing(programs);
  }

  @Override
  public Optional<Path> program(String name) {
    return processes.program(name);
  }

  @Override
  public String command(Map<String, String> environment, List<String> arguments, Deadline deadline)
      throws IOException, InterruptedException {
    return processes.command(environment, arguments, deadline);
  }

  @Override
  public int cores() {
    return processes.cores();
  }

  @Override
  public long memoryLeft() throws IOException {
    return processes.memoryLeft();
  }

  @Override
  public long memoryHeld(StrikeId strike) throws IOException {
    return processes.memoryHeld(strike);
  }

  @Override
  public Place place() {
    return processes.place();
  }

  @Override
  public Timekeeper time() {
    return processes.time();
  }

  @Override
  public Path stateFolder() {
    return processes.stateFolder();
  }

  @Override
  public List<Refusal> missingForTable() {
    return processes.missingForTable();
  }

  @Override
  public List<Refusal> missingForGuardians() {
    return processes.missingForGuardians();
  }

  @Override
  public Optional<OsProcess> at(long pid) throws IOException {
    return processes.at(pid);
  }
}
