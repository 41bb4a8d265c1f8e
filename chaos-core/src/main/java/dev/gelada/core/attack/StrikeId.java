package dev.gelada.core.attack;

import java.util.Objects;

/**
 * The id of one attack on one victim, known before the claim. All that an attack creates is named
 * after it, so that an undo can name it too.
 *
 * @param value lower case letters and digits, 20 characters, usable in file, object and resource
 *     names
 */
public record StrikeId(String value) {
  public StrikeId {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
