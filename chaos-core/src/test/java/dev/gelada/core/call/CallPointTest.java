package dev.gelada.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gelada.core.plugin.SystemTime;
import dev.gelada.core.testing.Await;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallPointTest {
  private static final Matching ALL = new Matching(Set.of(), 1, Set.of());
  private final SystemTime time = new SystemTime();
  private final CallPoint point =
      new CallPoint(
          "it",
          Map.of(
              "read", new Operation(String.class, List.of(IOException.class)),
              "plain", new Operation(String.class, List.of()),
              "wait", new Operation(String.class, List.of(InterruptedException.class)),
              "later", new Operation(CompletableFuture.class, List.of())),
          time);

  private Instant in(Duration time) {
    return this.time.instant().plus(time);
  }

  private void arm(String id, CallFault fault, Matching matching) {
    assertThat(point.arm(id, fault, matching, 7, in(Duration.ofSeconds(30)))).isTrue();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is the answer
  private CompletableFuture<?> later() throws Throwable {
    Object answer = point.through("later", () -> CompletableFuture.completedFuture("done"));
    return (CompletableFuture<?>) Objects.requireNonNull(answer);
  }

  private static CallFault.Fail failing() {
    return new CallFault.Fail(IOException.class, () -> new IOException("no"), false);
  }

  private boolean fails(String operation) {
    try {
      assertThat(point.through(operation, () -> "done")).isEqualTo("done");
      return false;
    } catch (IOException e) {
      return true;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void decisions_depend_on_seed_and_number_alone() throws Exception {
    for (long seed : List.of(1L, 2L, 3L)) {
      RandomGenerator random = new SplittableRandom(seed);
      double probability = 0.05 + 0.9 * random.nextDouble();
      int calls = 200;
      List<String> seen = new ArrayList<>();
      for (int threads : List.of(1, 4)) {
        String id = seed + "-" + threads;
        Matching some = new Matching(Set.of("read"), probability, Set.of());
        assertThat(point.arm(id, failing(), some, seed, in(Duration.ofSeconds(30)))).isTrue();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Callable<Boolean> call = () -> fails("read");
        long failed = 0;
        for (Future<Boolean> each :
            pool.invokeAll(IntStream.range(0, calls).mapToObj(i -> call).toList())) {
          failed += each.get() ? 1 : 0;
        }
        pool.shutdown();
        point.end(id);
        CallCount count = point.count(id).orElseThrow();
        assertThat(count.calls()).isEqualTo(calls);
        assertThat(count.struck()).isEqualTo(failed);
        seen.add(count.decisions());
      }
      assertThat(seen.get(1)).isEqualTo(seen.get(0));
      assertThat(replayed(seen.get(0))).isEqualTo(seen.get(0));
    }
  }

  /** The same calls again, by their numbers. */
  private String replayed(String decisions) {
    Set<Integer> numbers =
        IntStream.rangeClosed(1, decisions.length())
            .filter(i -> decisions.charAt(i - 1) == '1')
            .boxed()
            .collect(Collectors.toSet());
    arm("replay" + decisions, failing(), new Matching(Set.of("read"), 1, numbers));
    StringBuilder again = new StringBuilder();
    for (int i = 0; i < decisions.length(); i++) {
      again.append(fails("read") ? '1' : '0');
    }
    point.end("replay" + decisions);
    return again.toString();
  }

  @Test
  void an_exception_strikes_only_calls_whose_callers_expect_it() {
    arm("a", failing(), ALL);

    assertThat(fails("read")).isTrue();
    assertThat(fails("plain")).isFalse();
    point.end("a");
    assertThat(point.count("a").orElseThrow().calls()).isEqualTo(1);
  }

  @Test
  void a_lost_answer_is_lost_after_the_call() {
    arm("a", new CallFault.Fail(IOException.class, () -> new IOException("lost"), true), ALL);
    List<String> done = new ArrayList<>();

    assertThatThrownBy(
            () ->
                point.through(
                    "read",
                    () -> {
                      done.add("made");
                      return "x";
                    }))
        .hasMessage("lost");
    assertThat(done).containsExactly("made");
    point.end("a");
  }

  @Test
  void what_waits_goes_on_at_once_when_the_fault_ends_and_nothing_strikes_after_it()
      throws Exception {
    arm("a", new CallFault.Hang(), ALL);
    CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(() -> fails("plain"));
    Await.throughout("held", Duration.ofMillis(200), () -> !call.isDone());

    point.end("a");

    Await.until("released", Duration.ofSeconds(5), call::isDone);
    assertThat(point.idle()).isTrue();
    assertThat(point.arm("a", failing(), ALL, 7, in(Duration.ofSeconds(9)))).isFalse();
    assertThat(fails("read")).isFalse();
  }

  @Test
  void nothing_strikes_after_its_end_though_nobody_ended_it() {
    assertThat(point.arm("a", failing(), ALL, 7, time.instant().minusMillis(1))).isTrue();

    assertThat(fails("read")).isFalse();
    point.end("a");
  }

  @Test
  void an_interrupt_does_what_it_would_do_to_the_call() {
    arm("a", new CallFault.Hang(), ALL);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> point.through("wait", () -> "x"))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> point.through("read", () -> "x"))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    Thread.currentThread().interrupt();
    assertThat(fails("plain")).as("goes on, and the flag stays").isFalse();
    assertThat(Thread.interrupted()).isTrue();
    point.end("a");
  }

  @Test
  void an_asynchronous_call_is_held_without_its_caller() throws Throwable {
    arm("a", new CallFault.Hang(), ALL);
    CompletableFuture<?> held = later();
    assertThat(held).isNotDone();
    point.end("a");
    assertThat(held.join()).isEqualTo("done");

    arm("b", failing(), ALL);
    CompletableFuture<?> failed = later();
    assertThatThrownBy(failed::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class);
    point.end("b");
  }

  @Test
  void delays_add_up_and_the_first_failure_decides() {
    arm("a", new CallFault.Delay(Duration.ofMillis(120), Duration.ZERO), ALL);
    arm("b", new CallFault.Delay(Duration.ofMillis(120), Duration.ofMillis(20)), ALL);
    arm("c", failing(), ALL);
    long begun = time.nanos();

    assertThat(fails("read")).isTrue();

    assertThat(time.nanos() - begun).isGreaterThanOrEqualTo(Duration.ofMillis(210).toNanos());
    point.end("a");
    point.end("b");
    point.end("c");
  }
}
