package dev.gelada.core.process;

import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.plugin.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is needed to undo a {@link RunCommand}, as the trail keeps it.
 *
 * @param process the victim, {@code pid@start}
 * @param name the victim's
 * @param user who runs it, as the system names them; empty in a recipe that does not say
 * @param undo program and arguments
 */
record Command(String process, String name, String user, List<String> undo) {
  static final String DONE = "done";

  /** Names no process. */
  static final String NOBODY = "0@0";

  /** How long an undo may take before it is killed; two fit into the bound of a revert. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** A guardian that is asked to end runs the undo before it does. */
  static final Duration PATIENCE = LONGEST.plusSeconds(2);

  private static final String NAME = "name";
  private static final String USER = "user";
  private static final String UNDO = "undo";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Command {
    undo = List.copyOf(undo);
  }

  /** From a recipe; the victim may be told otherwise. */
  static Command of(Undo.Recipe recipe, String process) {
    return new Command(
        process,
        recipe.args().getOrDefault(NAME, ""),
        recipe.args().getOrDefault(USER, ""),
        List.of(JSON.readValue(arg(recipe, UNDO), String[].class)));
  }

  private static String arg(Undo.Recipe recipe, String name) {
    return Objects.requireNonNull(recipe.args().get(name), "the recipe has no " + name);
  }

  Map<String, String> args() {
    return Map.of(
        Aimed.PROCESS, process, NAME, name, USER, user, UNDO, JSON.writeValueAsString(undo));
  }

  /** What both commands find in their environment, beside PATH and the victim's pid. */
  Map<String, String> environment(StrikeId strike) {
    return Map.of(Variables.STRIKE, strike.value(), Variables.VICTIM_NAME, name);
  }

  /** What follows the five arguments of all guardians. */
  List<String> arguments(List<String> act) {
    return List.of(limit(), Shell.quoted(act), Shell.quoted(undo));
  }

  /** Runs the undo with no guardian around it and answers its word. */
  String undo(StrikeId strike, Processes processes, Deadline deadline)
      throws IOException, InterruptedException {
    int at = process.indexOf('@');
    return processes.command(
        environment(strike),
        List.of(process.substring(0, at), process.substring(at + 1), limit(), Shell.quoted(undo)),
        deadline);
  }

  /** A word as the end of a sentence. */
  static String said(String word) {
    if (word.startsWith("failed-")) {
      return "ended with exit code " + word.substring("failed-".length());
    }
    return word.equals("overran") ? "took too long and was killed" : "gave no answer in time";
  }

  private static String limit() {
    return Long.toString(LONGEST.toMillis() / 10);
  }
}
