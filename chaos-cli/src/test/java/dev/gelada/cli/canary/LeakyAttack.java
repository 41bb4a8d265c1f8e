package dev.gelada.cli.canary;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Effect;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Prepared;
import dev.gelada.core.attack.Reverts;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.attack.StrikeId;
import dev.gelada.core.attack.Undo;
import dev.gelada.core.attack.Undone;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Deadline;
import dev.gelada.core.plugin.Kinds;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Touches nothing. */
@Kinds(Leak.KIND)
public final class LeakyAttack implements AttackType<Leak.Settings>, Reverts {
  @Override
  public String name() {
    return "leak";
  }

  @Override
  public Class<Leak.Settings> settings() {
    return Leak.Settings.class;
  }

  @Override
  public Attack create(Leak.Settings settings, Connections with) {
    settings.created("attack");
    return new Nothing(settings, with);
  }

  /** An undo knows no settings, so the secrets come by the environment. */
  @Override
  public Undone revert(StrikeId strike, Undo.Recipe undo, Connections with, Deadline deadline) {
    String secret = Objects.requireNonNullElse(System.getenv("SHOP_TOKEN"), "");
    String how = undo.args().getOrDefault("revert", "");
    return switch (how) {
      case "revert" -> throw Leak.failure("revert", secret);
      case "conflict" -> new Undone.Conflict(Leak.words("conflict", secret));
      case "gone" -> new Undone.Gone(Leak.words("gone", secret));
      default -> new Undone.Restored(Map.of("restored", Leak.words("restored", secret)));
    };
  }

  private record Nothing(Leak.Settings settings, Connections with) implements Attack {
    @Override
    public Prepared prepare(Strike strike) {
      settings.at("prepare");
      settings.connect("prepare", with);
      if (settings.at().equals("refused")) {
        return new Prepared.Refused(settings.refusals("refused"));
      }
      String kept = settings.at().equals("recipe") ? settings.token().value() : settings.at();
      return Prepared.Intent.on(
          strike,
          new Undo.Recipe(Leak.PLACE, Map.of("revert", kept), Undo.Expiry.TARGET),
          settings.at().equals("touches") ? settings.token().value() : strike.id().value());
    }

    /** Short: what is unknown is undone only when it is over. */
    @Override
    public Lease lease() {
      return new Lease(Duration.ofSeconds(4), Duration.ofMillis(200));
    }

    @Override
    public Effect apply(Strike strike, Prepared.Intent intent, Deadline deadline) {
      settings.at("apply");
      settings.connect("apply", with);
      return switch (settings.at()) {
        case "untouched" -> new Effect.Untouched(settings.refusal("untouched"));
        case "unknown" -> new Effect.Unknown(Leak.words("unknown", settings.token().value()));
        default -> new Effect.Struck(settings.details());
      };
    }
  }
}
