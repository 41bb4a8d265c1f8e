package dev.gelada.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs an experiment beside the body of a test, on targets of the test ({@code test: {name: …}})
 * and processes that the file itself launches; every other source is refused. It begins before the
 * body: the body runs from when its first fault stands. When the body ends it is ended as well.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(ChaosExtension.class)
public @interface ChaosFile {
  /** A resource of the class path, or a file. */
  String value();

  /** What it means that its faults met nothing. */
  Unused unused() default Unused.FAILS;
}
