package dev.gelada.core.plan;

import dev.gelada.core.target.Owned;
import dev.gelada.core.target.Scope;
import dev.gelada.core.target.TargetSource;
import dev.gelada.core.victim.VictimSelector;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code targets}.
 *
 * @param name its key
 * @param source the source type's name
 * @param finds the source
 * @param optIn what counts as opted in; null when the file does not say
 * @param except sources of the same type; what they find is never a victim
 * @param groups how many groups; null when the file does not say
 * @param pick how victims are chosen
 */
public record Aim(
    String name,
    String source,
    TargetSource finds,
    @Nullable OptIn optIn,
    List<TargetSource> except,
    @Nullable GroupPick groups,
    Pick pick) {
  public Aim {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(finds, "finds");
    Objects.requireNonNull(pick, "pick");
    except = List.copyOf(except);
  }

  /** Whether the run itself creates these targets and ends them. */
  public boolean owned() {
    return finds instanceof Owned;
  }

  /**
   * What counts as opted in: as written, else nothing for owned targets and the default for others.
   */
  public OptIn effectiveOptIn() {
    return optIn != null ? optIn : owned() ? OptIn.NONE : OptIn.DEFAULT;
  }

  /** What its source has to look for. */
  public Scope scope() {
    OptIn in = effectiveOptIn();
    return new Scope(in.none() ? Map.of() : Map.of(in.key(), in.value()), false);
  }

  /** How victims are chosen; a setting may come from a label of the group. */
  public interface Pick {
    /**
     * The selector for one group.
     *
     * @param labels the group's
     * @throws IllegalArgumentException if a label's value cannot be used; the message names label
     *     and value
     */
    VictimSelector in(Map<String, String> labels);

    /** As in the file: {@code percent: 30}. */
    String text();
  }
}
