package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that is not there: connections are refused, and those that are open are closed. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(WithDown.Several.class)
@ExtendWith(ChaosExtension.class)
@MakesFault("down")
public @interface WithDown {
  /** Where: the name of a target. */
  String target();

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
    WithDown[] value();
  }
}
