package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that stands still. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(Pause.Several.class)
@ExtendWith(ChaosExtension.class)
@MakesFault("pause")
public @interface Pause {
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
    Pause[] value();
  }
}
