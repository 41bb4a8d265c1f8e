package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a test or class: the seed of all chance, before {@code chaos.seed} and a random one. On a
 * parameter of type long: that seed is to be handed in.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PARAMETER})
@ExtendWith(ChaosExtension.class)
public @interface ChaosSeed {
  /** The seed; of no meaning on a parameter. */
  long value() default 0;
}
