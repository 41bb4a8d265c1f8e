package dev.gelada.core.plugin;

import java.util.Objects;

/**
 * Text that never shows: a setting of this type is left out of errors, records and reports.
 *
 * @param value the text itself
 */
public record Secret(String value) {
  public Secret {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return "***";
  }
}
