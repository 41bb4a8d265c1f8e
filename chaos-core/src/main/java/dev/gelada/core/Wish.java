package dev.gelada.core;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an on-demand run is wanted.
 *
 * @param dry whether everything but the attack itself is done
 * @param why in the words of whoever runs it; empty for the file's own reason
 * @param ticket a reference kept with every claim; may be empty
 * @param seed all its chance; null to draw one
 * @param overrides rule by rule the reason for setting it aside
 */
public record Wish(
    boolean dry, String why, String ticket, @Nullable Long seed, Map<String, String> overrides) {
  /** An ordinary run. */
  public static final Wish PLAIN = new Wish(false, "", "", null, Map.of());

  public Wish {
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(ticket, "ticket");
    overrides = Map.copyOf(overrides);
  }
}
