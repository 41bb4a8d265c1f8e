package dev.gelada.core.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * This host, this boot, this pid name space: where processes can be told apart. A process is named
 * {@code pid@start}; on Linux {@code start} is its start time in clock ticks since boot (proc(5),
 * stat field 22), which no clock step changes, elsewhere milliseconds since the epoch.
 */
public final class Host {
  private static final Path PROC = Path.of("/proc");
  private static final String INITIAL_PID_NAMESPACE = "pid:[4026531836]";

  private final Place place;

  private Host(Place place) {
    this.place = place;
  }

  /** Reads who we are; a missing machine id is replaced by the boot's. */
  public static Host local() {
    String boot = line(PROC.resolve("sys/kernel/random/boot_id")).orElseGet(Host::startOfInit);
    String machine = line(Path.of("/etc/machine-id")).filter(id -> !id.isEmpty()).orElse(boot);
    String names =
        namespace().filter(n -> !n.equals(INITIAL_PID_NAMESPACE)).map(n -> "/" + n).orElse("");
    return new Host(new Place("host", machine + "/" + boot + names));
  }

  /** {@code host:machine/boot}, and the pid name space where it is not the host's own. */
  public Place place() {
    return place;
  }

  /**
   * Whether that place is this machine in this or an earlier boot; its processes are gone if it was
   * earlier. Never true inside a pid name space of its own: containers share machine ids.
   */
  public boolean sameMachine(Place other) {
    String[] here = place.id().split("/", 3);
    String[] there = other.id().split("/", 3);
    return other.scheme().equals(place.scheme())
        && here.length == 2
        && there.length == 2
        && here[0].equals(there[0]);
  }

  /** This process. */
  public String self() {
    return name(ProcessHandle.current().pid())
        .orElseThrow(
            () -> new IllegalStateException("this process is not in its own process table"));
  }

  /** A live process by pid; empty when there is none. A zombie is none. */
  public Optional<String> name(long pid) {
    return start(pid).map(start -> pid + "@" + start);
  }

  /** Whether the process of that name still runs. */
  public boolean alive(String process) {
    int at = process.indexOf('@');
    return at > 0
        && start(Long.parseLong(process.substring(0, at)))
            .filter(process.substring(at + 1)::equals)
            .isPresent();
  }

  private static Optional<String> start(long pid) {
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(p -> p.info().startInstant())
          .map(Instant::toEpochMilli)
          .map(String::valueOf);
    }
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      // the name in parentheses may hold any bytes, so they are not decoded, and fields counted
      // after it
      String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return rest[0].equals("Z") || rest[0].equals("X") ? Optional.empty() : Optional.of(rest[19]);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<String> namespace() {
    try {
      return Optional.of(Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString());
    } catch (IOException | UnsupportedOperationException none) {
      return Optional.empty();
    }
  }

  private static Optional<String> line(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static String startOfInit() {
    return ProcessHandle.of(1)
        .flatMap(init -> init.info().startInstant())
        .map(Instant::toString)
        .orElse("unknown-boot");
  }
}
