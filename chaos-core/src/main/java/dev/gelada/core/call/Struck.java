package dev.gelada.core.call;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A call on its way through the faults that strike it. */
final class Struck {
  private Struck() {}

  /** On the caller's thread. */
  static @Nullable Object now(
      List<Armed.Struck> faults, @Nullable Operation kind, CallPoint.Real real, Instant begun)
      throws Throwable {
    CallFault.Fail lost = null;
    for (Armed.Struck each : faults) {
      CallFault fault = each.armed().fault();
      if (fault instanceof CallFault.Answer answer) {
        return answer.value().of(kind == null ? Object.class : kind.returns());
      } else if (fault instanceof CallFault.Fail fail) {
        if (!fail.afterwards()) {
          throw fail.failure().create();
        }
        lost = lost == null ? fail : lost;
      } else {
        held(each, kind, begun);
      }
    }
    Object answer = real.call();
    if (lost != null) {
      throw lost.failure().create();
    }
    return answer;
  }

  /** An interrupt ends the waiting as it would end the call's own. */
  private static void held(Armed.Struck each, @Nullable Operation kind, Instant begun)
      throws InterruptedException, InterruptedIOException {
    try {
      each.armed().await(wait(each, begun));
    } catch (InterruptedException interrupted) {
      if (kind != null && declares(kind, InterruptedException.class)) {
        throw interrupted;
      }
      Thread.currentThread().interrupt();
      if (kind != null && declares(kind, InterruptedIOException.class)) {
        throw new InterruptedIOException("interrupted while waiting");
      }
    }
  }

  private static boolean declares(Operation kind, Class<?> exception) {
    return kind.fails().stream().anyMatch(declared -> declared.isAssignableFrom(exception));
  }

  private static Duration wait(Armed.Struck each, Instant begun) {
    return each.armed().fault() instanceof CallFault.Delay delay
        ? each.armed().varied(delay, each.number())
        : Duration.between(begun, each.armed().endsAt());
  }

  /** For a caller that does not wait: what is awaited here is awaited by nobody. */
  static CompletableFuture<@Nullable Object> later(
      List<Armed.Struck> faults, CallPoint.Real real, Instant begun) {
    CompletableFuture<@Nullable Object> at = CompletableFuture.completedFuture(null);
    CallFault.Fail lost = null;
    for (Armed.Struck each : faults) {
      CallFault fault = each.armed().fault();
      if (fault instanceof CallFault.Answer answer) {
        return at.thenApply(waited -> answer.value().of(Object.class));
      } else if (fault instanceof CallFault.Fail fail) {
        if (!fail.afterwards()) {
          return at.thenCompose(waited -> CompletableFuture.failedFuture(fail.failure().create()));
        }
        lost = lost == null ? fail : lost;
      } else {
        at = at.thenCombine(each.armed().after(wait(each, begun)), (before, over) -> over);
      }
    }
    CompletableFuture<@Nullable Object> done = at.thenCompose(waited -> made(real));
    CallFault.Fail failing = lost;
    return failing == null
        ? done
        : done.thenCompose(answer -> CompletableFuture.failedFuture(failing.failure().create()));
  }

  @SuppressWarnings("unchecked") // an asynchronous operation answers so
  private static CompletionStage<@Nullable Object> made(CallPoint.Real real) {
    try {
      Object answer = real.call();
      return answer == null
          ? CompletableFuture.completedFuture(null)
          : (CompletionStage<@Nullable Object>) answer;
    } catch (Throwable failed) {
      throw new CompletionException(failed);
    }
  }
}
