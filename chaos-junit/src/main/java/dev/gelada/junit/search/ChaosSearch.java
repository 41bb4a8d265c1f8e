package dev.gelada.junit.search;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that is to pass whatever happens to its targets, within bounds: it runs under many plans
 * of faults, generated from a seed, with everything that belongs to a run ({@code @BeforeEach} and
 * the like). If it fails under one, that plan is made as small as it can be while the test still
 * fails in the same way; the test's result is then that plan, in words and as a file. If it fails
 * under none, it passes and says what was struck; if no fault met anything, it fails.
 *
 * <p>The first run is without faults and must pass. Runs follow each other on one thread, but the
 * body has a thread of its own in each, so that one that hangs can be left: what sits in thread
 * locals of set-up is not seen there. What one run leaves behind must not disturb the next.
 *
 * <p>The seed is that of {@link dev.gelada.junit.ChaosSeed}, else of {@code chaos.seed}, else one
 * that depends on the test's name alone. The configuration parameters {@code chaos.search.tries}
 * and {@code chaos.search.folder} override the number of tries and where files go ({@code
 * target/gelada}, or {@code build/gelada} where there is a folder {@code build} and none {@code
 * target}).
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SearchRuns.class)
@Execution(ExecutionMode.SAME_THREAD)
public @interface ChaosSearch {
  /** How many plans are tried, if none fails. Making one smaller takes further runs. */
  int tries() default 100;

  /**
   * How long the body may take under faults, as files say times. One that takes longer fails: it
   * lacks a time-out. Make it longer than all time-outs of the code under test together.
   */
  String timeout() default "10s";

  /** How many faults there are in a plan at most. */
  int together() default 2;

  /**
   * How many calls the faults of a plan fail, lose or hold at most. A test that retries four times
   * stands three, and nothing stands any number.
   */
  int calls() default 3;

  /** The names of the targets that may be struck; all of the test's if none is given. */
  String[] targets() default {};
}
