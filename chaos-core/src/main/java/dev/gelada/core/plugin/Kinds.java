package dev.gelada.core.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The kinds of target ({@code process}, {@code pod}, …): on an attack type those it accepts, on a
 * source type those it finds. Lets {@code validate} tell a step aimed at the wrong kind.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kinds {
  /** Target kinds. */
  String[] value();
}
