package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that is killed right before the body. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(Kill.Several.class)
@ExtendWith(ChaosExtension.class)
@MakesFault("kill")
public @interface Kill {
  /** Where: the name of a target. */
  String target();

  /** {@code kill}, or another one that the attack knows. */
  String signal() default "";

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
    Kill[] value();
  }
}
