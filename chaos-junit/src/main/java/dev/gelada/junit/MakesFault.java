package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an annotation a fault that stands while the body of a test runs. Its attributes are the
 * fault's: {@code target}, {@code id}, {@code lasts} and {@code unused} are understood for every
 * fault, all others are settings of the attack by their own name; those that are empty, or {@code
 * 1} for {@code probability}, are left out.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface MakesFault {
  /** The attack, or its short form. */
  String value();
}
