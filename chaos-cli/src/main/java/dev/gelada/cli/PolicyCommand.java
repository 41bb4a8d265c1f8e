package dev.gelada.cli;

import dev.gelada.core.Gelada;
import dev.gelada.core.OnTrail;
import dev.gelada.core.config.Loaded;
import dev.gelada.core.config.Problem;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.trail.Entry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gelada policy}: the operator's rules, which stand on the trail. */
@Command(
    name = "policy",
    description = "The operator's rules of a trail: what a file allows, they must allow too.",
    synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand implements Callable<Integer> {
  private PolicyCommand() {}

  static picocli.CommandLine line(Wiring wiring, Console console) {
    return new picocli.CommandLine(new PolicyCommand())
        .addSubcommand(new SetPolicy(wiring, console))
        .addSubcommand(new ShowPolicy(wiring, console));
  }

  @Override
  public Integer call() throws Complaint {
    throw Complaint.usage("say which: set or show.", "'gelada policy --help' says more.");
  }

  /** {@code gelada policy set FILE}. */
  @Command(
      name = "set",
      description = "Records a policy; from the next claim on it holds, also for runs under way.")
  static final class SetPolicy implements Callable<Integer> {
    private final Wiring wiring;
    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The policy.")
    private @Nullable Path file;

    @Option(names = "--none", description = "No policy from here on, instead of a file.")
    private boolean none;

    @Option(
        names = "--if-changed",
        description = "Records nothing where the trail has this very policy already.")
    private boolean ifChanged;

    @Mixin private final WhyOption why = new WhyOption();
    @Mixin private final TrailOption option = new TrailOption();

    SetPolicy(Wiring wiring, Console console) {
      this.wiring = wiring;
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      String reason = why.given();
      if ((file == null) != none) {
        throw Complaint.usage("name one of FILE and --none.", "");
      }
      String name = file == null ? "" : file.toString();
      String text = file == null ? "" : text(file);
      TrailDesk.Chosen chosen = wiring.trails().open(option);
      try (Gelada gelada = wiring.looking();
          OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
        if (file != null && text.isEmpty()) { // on a trail the empty text means "none"
          OpenFile.checked(name, gelada.files().policy(file));
        }
        if (ifChanged && text.equals(recorded(trail))) {
          console.line(chosen.words());
          console.line("the policy is this one already");
          console.document(Map.of("exit", 0, "trail", chosen.uri(), "changed", false));
          return ExitCode.DONE.number();
        }
        Loaded<Policy> loaded = trail.policy(name, text, reason);
        Policy policy = OpenFile.checked(name, loaded);
        console.line(chosen.words());
        console.line(
            none
                ? console.ok("no policy")
                : console.ok("policy set") + "  sha256 " + policy.hash());
        console.document(Map.of("exit", 0, "trail", chosen.uri(), "hash", policy.hash()));
      }
      return ExitCode.DONE.number();
    }

    private static String recorded(OnTrail trail) throws IOException {
      Entry.Policy policy = trail.ledger().policy();
      return policy == null ? "" : policy.text();
    }

    private static String text(Path file) throws Complaint {
      try {
        return Files.readString(file);
      } catch (CharacterCodingException odd) {
        throw unread(file, "it is not UTF-8.");
      } catch (IOException unreadable) {
        throw unread(file, Files.exists(file) ? "it cannot be read." : "there is no such file.");
      }
    }

    private static Complaint unread(Path file, String why) {
      return Complaint.file(file.toString(), List.of(new Problem(file.toString(), 1, 1, "", why)));
    }
  }

  /** {@code gelada policy show}. */
  @Command(name = "show", description = "Prints the policy as it was set, and its hash.")
  static final class ShowPolicy implements Callable<Integer> {
    private final Wiring wiring;
    private final Console console;
    @Mixin private final TrailOption option = new TrailOption();

    ShowPolicy(Wiring wiring, Console console) {
      this.wiring = wiring;
      this.console = console;
    }

    @Override
    public Integer call() throws Exception {
      TrailDesk.Chosen chosen = wiring.trails().open(option);
      try (Gelada gelada = wiring.looking();
          OnTrail trail = wiring.on(gelada, chosen.store(), List.of())) {
        Entry.Policy recorded = trail.ledger().policy();
        String hash = recorded == null ? "" : recorded.hash();
        String text = recorded == null ? "" : recorded.text();
        console.line("# " + chosen.words());
        console.line(text.isEmpty() ? "# no policy" : "# sha256 " + hash);
        if (!text.isEmpty()) {
          console.line(text.stripTrailing());
        }
        console.document(Map.of("exit", 0, "trail", chosen.uri(), "hash", hash, "text", text));
      }
      return ExitCode.DONE.number();
    }
  }
}
