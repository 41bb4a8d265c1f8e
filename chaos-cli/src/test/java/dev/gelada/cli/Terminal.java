package dev.gelada.cli;

import dev.gelada.core.plugin.Redactor;
import dev.gelada.core.plugin.Timekeeper;
import dev.gelada.core.testing.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user at a terminal of their own: every command line is run within this process. */
final class Terminal {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Timekeeper time;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * A user.
   *
   * @param folder holds all that belongs to the user: files, state, the host's marker
   */
  Terminal(Path folder, Timekeeper time) {
    this.folder = folder;
    this.time = time;
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("GELADA_TRAIL", trail().toString());
    environment.put("GELADA_HOST_MARKER", folder.resolve("host-trail").toString());
  }

  static Terminal at(Path folder) {
    return new Terminal(folder, ManualTime.onATuesdayMorning());
  }

  Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Terminal without(String variable) {
    environment.remove(variable);
    return this;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Path trail() {
    return folder.resolve("trail.jsonl");
  }

  /** Where a trail goes if nothing names one. */
  Path state() {
    return folder.resolve("state").resolve("gelada");
  }

  String file(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return file.toString();
  }

  Surroundings around(PrintStream out, PrintStream err) {
    return new Surroundings(out, err, false, false, environment(), time, Redactor.of(environment));
  }

  /** Types a command line and waits for its end. */
  Typed type(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main main =
        new Main(
            around(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    int exit = main.run(main.commandLine(), args);
    return new Typed(
        List.of(args),
        exit,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /** The same with {@code --output json}. */
  Typed json(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--output";
    all[args.length + 1] = "json";
    return type(all);
  }

  /** What came of a command line. */
  record Typed(List<String> args, int exit, String out, String err) {
    JsonNode document() {
      return JSON.readTree(out);
    }

    String all() {
      return "%s: exit %d%n%s%n%s".formatted(args, exit, out, err);
    }
  }
}
