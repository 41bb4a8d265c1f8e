package dev.gelada.core.call;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What callers know of a call: one method, or all of one name.
 *
 * @param returns the type of its answer
 * @param fails exceptions that it declares
 */
public record Operation(Class<?> returns, List<Class<?>> fails) {
  public Operation {
    Objects.requireNonNull(returns, "returns");
    fails = List.copyOf(fails);
  }

  /** Whether its callers expect that exception: one that it declares, or an unchecked one. */
  public boolean mayFailWith(Class<?> exception) {
    return RuntimeException.class.isAssignableFrom(exception)
        || Error.class.isAssignableFrom(exception)
        || isAsynchronous()
        || fails.stream().anyMatch(declared -> declared.isAssignableFrom(exception));
  }

  /** Whether it answers at once with something that is completed later. */
  public boolean isAsynchronous() {
    return returns.equals(CompletableFuture.class) || returns.equals(CompletionStage.class);
  }
}
