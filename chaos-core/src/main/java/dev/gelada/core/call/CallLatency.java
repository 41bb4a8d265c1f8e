package dev.gelada.core.call;

import dev.gelada.core.plugin.Default;
import dev.gelada.core.plugin.Doc;
import dev.gelada.core.plugin.Example;
import dev.gelada.core.plugin.Kinds;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code call-latency}: slow calls. Several at one point add up. */
@Kinds(CallPoint.KIND)
@Doc("makes calls wait before they are made")
public final class CallLatency implements CallAttack<CallLatency.Settings> {
  /** What the file says. */
  @Example("call-latency: {target: gateway, delay: 200ms, for: 10s}")
  public record Settings(
      @Doc("how long a call waits") Duration delay,
      @Doc("how much that varies, evenly to both sides") @Default("0s") Duration jitter,
      @Doc("names of methods; without any all") @Default("[]") List<String> methods,
      @Doc("share of the calls, 0 to 1") @Default("1") double probability,
      @Doc("numbers of calls, the first is 1; without any all") @Default("[]")
          List<Integer> calls) {
    public Settings {
      methods = List.copyOf(methods);
      calls = List.copyOf(calls);
    }
  }

  @Override
  public String name() {
    return "call-latency";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public CallFault fault(Settings settings) {
    return new CallFault.Delay(settings.delay(), settings.jitter());
  }

  @Override
  public Matching matching(Settings settings) {
    return new Matching(
        Set.copyOf(settings.methods()), settings.probability(), Set.copyOf(settings.calls()));
  }
}
