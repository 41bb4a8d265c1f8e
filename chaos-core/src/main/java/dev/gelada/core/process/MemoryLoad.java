package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import dev.gelada.core.plugin.Size;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code memory-load}: holds memory beside a process. The holder is the first that the kernel takes
 * if memory runs out all the same, and lets go at the end by itself.
 */
@Kinds("process")
@Doc("holds memory of the victim's host; it is let go at the end, whatever becomes of Gelada")
public final class MemoryLoad implements AttackType<MemoryLoad.Settings>, HostLoad {
  /**
   * What the file says.
   *
   * @param amount how much
   */
  @Example("memory-load: {target: shop, amount: 256MiB, for: 30s}")
  public record Settings(
      @Doc("how much; at most half of what is available to Gelada when it begins") Size amount) {}

  @Override
  public String name() {
    return "memory-load";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Leave leave() {
    return Leave.UNLESS_OWNED;
  }

  @Override
  public Order.Task task() {
    return Order.Task.MEMORY_LOAD;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Loading(new Held(settings.amount()), with);
  }

  /** So much. */
  record Held(Size amount) implements Loading.Load {
    /** A sixth of what a busy machine with two cores does. */
    private static final long BYTES_PER_SECOND = 128L << 20;

    private static final long MIB = 1L << 20;

    @Override
    public Optional<Refusal> tooMuch(Processes processes) throws IOException {
      return tooMuch(processes.memoryLeft());
    }

    Optional<Refusal> tooMuch(long left) {
      return amount.bytes() <= left / 2
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  "memory",
                  "%s is more than half of the %d MiB that are available to Gelada now."
                      .formatted(amount, left / MIB),
                  "Hold at most %d MiB, or free some.".formatted(left / 2 / MIB)));
    }

    @Override
    public Order order(Strike strike) {
      return Order.of(Order.Task.MEMORY_LOAD, strike).with(List.of(Long.toString(amount.bytes())));
    }

    @Override
    public String resource() {
      return "memory";
    }

    @Override
    public Optional<String> missing(Strike strike, Processes processes) throws IOException {
      long held = processes.memoryHeld(strike.id());
      return held >= amount.bytes()
          ? Optional.empty()
          : Optional.of("%d MiB of %s were held in time".formatted(held / MIB, amount));
    }

    @Override
    public Map<String, String> details() {
      return Map.of("memory", amount.toString());
    }

    @Override
    public Lease lease() {
      return new Lease(
          Lease.LOCAL.applyWithin().plus(Duration.ofSeconds(amount.bytes() / BYTES_PER_SECOND)),
          Lease.LOCAL.settleTime());
    }
  }
}
