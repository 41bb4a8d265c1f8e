package dev.gelada.core.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a setting optional. A component without it is required, unless it is marked
 * {@code @Nullable} (then it may be missing).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /**
   * The value as it would be written in YAML; {@code []} and {@code {}} are an empty list and map.
   */
  String value();
}
