package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A narrow line. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(WithBandwidth.Several.class)
@ExtendWith(ChaosExtension.class)
@MakesFault("bandwidth")
public @interface WithBandwidth {
  /** Where: the name of a target. */
  String target();

  /** Bytes in a second: {@code 64kB}. */
  String rate();

  /** Of connections: {@code upstream} or {@code downstream}; empty for what is usual. */
  String direction() default "";

  /** Share of the calls, or of the connections, 0 to 1. */
  double probability() default 1;

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
    WithBandwidth[] value();
  }
}
