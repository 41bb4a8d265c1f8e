package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that are not made and have another answer. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(WithAnswer.Several.class)
@ExtendWith(ChaosExtension.class)
@MakesFault("answer")
public @interface WithAnswer {
  /** Where: the name of a target. */
  String target();

  /** The answer: a number, true, false, a text, a constant, or null. */
  String value();

  /** Of calls: names of methods; all if empty. */
  String[] methods() default {};

  /** Share of the calls, or of the connections, 0 to 1. */
  double probability() default 1;

  /** Of calls: their numbers, the first is 1; any if empty. */
  int[] calls() default {};

  /** After which it ends by itself: {@code 2s}; empty for with the body. */
  String lasts() default "";

  /** Tells it from others; one of the same id further in takes its place. */
  String id() default "";

  /** What it means that it met nothing. */
  Unused unused() default Unused.FAILS;

  /** Several of them. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @ExtendWith(ChaosExtension.class)
  @interface Several {
    /** They. */
    WithAnswer[] value();
  }
}
