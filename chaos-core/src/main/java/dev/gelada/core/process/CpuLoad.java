package dev.gelada.core.process;

import dev.gelada.core.attack.Attack;
import dev.gelada.core.attack.AttackType;
import dev.gelada.core.attack.Lease;
import dev.gelada.core.attack.Leave;
import dev.gelada.core.attack.Strike;
import dev.gelada.core.plugin.Connections;
import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import dev.gelada.core.plugin.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * {@code cpu-load}: keeps cores busy beside a process. Each is a loop in a process of its own that
 * looks at the clocks itself, so that nothing else has to live for it to end.
 */
@Kinds("process")
@Doc("keeps cores of the victim's host busy; each loop ends by itself, whatever becomes of Gelada")
public final class CpuLoad implements AttackType<CpuLoad.Settings>, HostLoad {
  /**
   * What the file says.
   *
   * @param cores how many loops
   */
  @Example("cpu-load: {target: shop, cores: 1, for: 30s}")
  public record Settings(
      @Doc("how many; at most all but one of those that Gelada may use") @Default("1") @Example("1")
          int cores) {
    public Settings {
      if (cores < 1) {
        throw new IllegalArgumentException("cores is " + cores + " and must be at least 1");
      }
    }
  }

  @Override
  public String name() {
    return "cpu-load";
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
    return Order.Task.CPU_LOAD;
  }

  @Override
  public Attack create(Settings settings, Connections with) {
    return new Loading(new Cores(settings.cores()), with);
  }

  /** So many loops. */
  record Cores(int number) implements Loading.Load {
    @Override
    public Optional<Refusal> tooMuch(Processes processes) {
      return tooMuch(processes.cores());
    }

    Optional<Refusal> tooMuch(int usable) {
      return number < usable
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  "cores",
                  "%d would be loaded of the %d that Gelada may use, and one has to stay free."
                      .formatted(number, usable),
                  usable > 1
                      ? "Load at most " + (usable - 1) + "."
                      : "Do this on a host with more than one core."));
    }

    @Override
    public Order order(Strike strike) {
      return Order.of(Order.Task.CPU_LOAD, strike).times(number);
    }

    @Override
    public String resource() {
      return "cpu";
    }

    @Override
    public Optional<String> missing(Strike strike, Processes processes) {
      return Optional.empty(); // a loop that says that it started is busy from then on
    }

    @Override
    public Map<String, String> details() {
      return Map.of("cores", Integer.toString(number));
    }

    @Override
    public Lease lease() {
      return Lease.LOCAL;
    }
  }
}
