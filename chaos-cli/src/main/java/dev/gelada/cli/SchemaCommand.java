package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.config.SchemaWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code gelada schema}: the JSON Schema of files. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of files, for editors; derived from the plug-ins found.")
final class SchemaCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Wiring wiring;
  private final Console console;

  /** Of which kind of file. */
  enum Kind {
    /** Schedules, game days, tests; and policies, told apart by their first key. */
    EXPERIMENT,
    /** The operator's rules, and nothing else. */
    POLICY
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "experiment|policy",
      description = "Of which kind of file; without it the one schema that fits both.")
  private Kind kind = Kind.EXPERIMENT;

  SchemaCommand(Wiring wiring, Console console) {
    this.wiring = wiring;
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Gelada gelada = wiring.looking()) {
      String schema = SchemaWriter.write(gelada.catalogs());
      console.verbatim(kind == Kind.POLICY ? policyOnly(schema) : schema.stripTrailing());
    }
    return ExitCode.DONE.number();
  }

  /** An editor that is told "this is a policy" should not be asked which of the two it is. */
  private static String policyOnly(String both) {
    ObjectNode schema = (ObjectNode) JSON.readTree(both);
    var policy = schema.get("then");
    schema.remove("if");
    schema.remove("then");
    schema.remove("else");
    schema.put("title", "Gelada policy");
    policy.forEachEntry(schema::set);
    return JSON.writeValueAsString(schema);
  }
}
