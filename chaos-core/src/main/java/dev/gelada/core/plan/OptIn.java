package dev.gelada.core.plan;

import java.util.Map;
import java.util.Objects;

/**
 * The label that a group or one of its members must carry to be a victim.
 *
 * @param key of the label; empty for {@code optIn: none}, which needs the policy's leave
 * @param value of the label
 */
public record OptIn(String key, String value) {
  /** {@code gelada/enabled=true}. */
  public static final OptIn DEFAULT = new OptIn("gelada/enabled", "true");

  /** {@code optIn: none}. */
  public static final OptIn NONE = new OptIn("", "");

  public OptIn {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }

  /** Whether nothing has to opt in. */
  public boolean none() {
    return key.isEmpty();
  }

  /** Whether these labels opt in. */
  public boolean in(Map<String, String> labels) {
    return none() || value.equals(labels.get(key));
  }

  /** Whether these labels opt out, by this key or the default one; an opt-out at any level wins. */
  public boolean out(Map<String, String> labels) {
    return "false".equalsIgnoreCase(labels.get(DEFAULT.key))
        || (!none() && "false".equalsIgnoreCase(labels.get(key)));
  }
}
