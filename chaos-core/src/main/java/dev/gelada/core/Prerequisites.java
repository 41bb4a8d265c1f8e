package dev.gelada.core;

import dev.gelada.core.plan.Aim;
import dev.gelada.core.plan.Experiment;
import dev.gelada.core.plan.Step;
import dev.gelada.core.plugin.Check;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.run.LookFailed;
import dev.gelada.core.target.Confined;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is missing on the platforms before a file can be done: rights and tools, one by one, as its
 * sources and attacks say themselves by {@link Check}. Touches nothing. Thread-safe; calls block.
 */
public final class Prerequisites {
  private final Gelada gelada;

  public Prerequisites(Gelada gelada) {
    this.gelada = gelada;
  }

  /**
   * One thing that is missing.
   *
   * @param whose the name of the source or attack that needs it
   * @param attack whether that is an attack; looking and judging do without it
   * @param refusal what it is, and what helps
   */
  public record Missing(String whose, boolean attack, Refusal refusal) {}

  /**
   * All that the file's sources and attacks lack, each once.
   *
   * @throws LookFailed if it could not be found out
   */
  public List<Missing> of(Experiment experiment) throws LookFailed {
    Set<Missing> missing = new LinkedHashSet<>();
    for (Aim aim : experiment.targets().values()) {
      Object type = gelada.catalogs().sources().named(aim.source()).orElse(null);
      ask(aim, aim.source(), false, aim.finds() instanceof Check ? aim.finds() : type, missing);
    }
    for (Step.Hit hit : experiment.hits()) {
      Aim aim = Objects.requireNonNull(experiment.targets().get(hit.target()), "checked by loader");
      Object one = hit.attack() instanceof Check ? hit.attack() : hit.type();
      ask(aim, hit.type().name(), true, one, missing);
    }
    return List.copyOf(missing);
  }

  /**
   * Asks what has the power, once for each part to which the target's source is confined: what was
   * made of the settings knows more than its type.
   */
  private void ask(Aim aim, String whose, boolean attack, @Nullable Object one, Set<Missing> into)
      throws LookFailed {
    if (!(one instanceof Check check)) {
      return;
    }
    try {
      Connections with = gelada.connections();
      List<Connections> parts =
          aim.finds() instanceof Confined confined ? confined.parts(with) : List.of(with);
      for (Connections part : parts) {
        check.missing(part).forEach(no -> into.add(new Missing(whose, attack, no)));
      }
    } catch (Exception e) { // a plug-in's; whatever it is, nothing is known of what is there
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new LookFailed("find out what " + whose + " lacks", String.valueOf(e.getMessage()), e);
    }
  }
}
