package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slow calls, or a slow line. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(WithLatency.Several.class)
@ExtendWith(ChaosExtension.class)
@MakesFault("latency")
public @interface WithLatency {
  /** Where: the name of a target. */
  String target();

  /** How long: {@code 300ms}. */
  String delay();

  /** How much that varies. */
  String jitter() default "";

  /** Of connections: {@code upstream} or {@code downstream}; empty for what is usual. */
  String direction() default "";

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
    WithLatency[] value();
  }
}
