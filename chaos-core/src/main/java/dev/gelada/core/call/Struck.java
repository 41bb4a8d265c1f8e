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
  private final @Nullable Operation kind;
  private final Instant begun;
  private final @Nullable Patience patience;

  Struck(@Nullable Operation kind, Instant begun, @Nullable Patience patience) {
    this.kind = kind;
    this.begun = begun;
    this.patience = patience;
  }

  /** On the caller's thread. */
  @Nullable Object make(List<Armed.Struck> faults, CallPoint.Real real) throws Throwable {
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
        held(each);
      }
    }
    Object answer = real.call();
    if (lost != null) {
      throw lost.failure().create();
    }
    return answer;
  }

  /** An interrupt ends the waiting as it would end the call's own. */
  private void held(Armed.Struck each) throws Throwable {
    try {
      Duration most = wait(each, begun);
      boolean over = each.armed().await(most, patience);
      if (each.armed().fault() instanceof CallFault.Starve starve
          && !over
          && most.equals(starve.most())) {
        throw starve.failure().create();
      }
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
    CallFault fault = each.armed().fault();
    Duration left = Duration.between(begun, each.armed().endsAt());
    if (fault instanceof CallFault.Delay delay) {
      return each.armed().varied(delay, each.number());
    }
    return fault instanceof CallFault.Starve starve && starve.most().compareTo(left) < 0
        ? starve.most()
        : left;
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
