package dev.gelada.core;

import dev.gelada.core.config.Loaded;
import dev.gelada.core.config.Loader;
import dev.gelada.core.plan.Policy;
import dev.gelada.core.trail.Entry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the policy that a trail holds, and keeps the last one: it is asked for at every judgement
 * and for every date that is planned, and changes once in weeks. Thread-safe.
 */
final class RecordedPolicy implements Function<Entry.Policy, Policy> {
  private final Loader loader;
  private final AtomicReference<@Nullable Read> last = new AtomicReference<>();

  RecordedPolicy(Loader loader) {
    this.loader = loader;
  }

  private record Read(Entry.Policy recorded, Policy policy) {}

  /**
   * A recorded policy was checked before it was recorded; one that cannot be read now allows
   * nothing.
   */
  @Override
  public Policy apply(Entry.Policy recorded) {
    Read known = last.get();
    if (known == null || !known.recorded().equals(recorded)) {
      known = new Read(recorded, read(recorded));
      last.set(known);
    }
    return known.policy();
  }

  private Policy read(Entry.Policy recorded) {
    Loaded<Policy> loaded =
        loader.policy("policy", recorded.text().getBytes(StandardCharsets.UTF_8));
    if (loaded instanceof Loaded.Ok<Policy> ok) {
      return ok.value();
    }
    throw new IllegalStateException("the recorded policy cannot be read by this version");
  }
}
